using CsCheck;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo")]
    [InlineData("<p>one<p>two", "one\n\ntwo")]
    [InlineData("one<br>two<BR/>three</br>four", "one\ntwo\nthree\nfour")]
    [InlineData("<div>one</div><div>two</div>", "one\ntwo")]
    [InlineData("<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc")]
    [InlineData("  a \n\t b&nbsp;c  ", "a b c")]
    [InlineData("Gr&uuml;&#223;e &amp; &lt;b&gt; &#x20AC;", "Grüße & <b> €")]
    [InlineData("zero\u200Bwidth so\u00ADft", "zerowidth soft")]
    [InlineData("<pre>a\r\n  b\n</pre>c\nd", "a\n  b\n\nc d")]
    [InlineData("a<b>b</b>c <i>d</i>", "abc d")]
    [InlineData("x < y and y > z", "x < y and y > z")]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("<p", "")]
    [InlineData("<p title='x>y'>text", "text")]
    [InlineData("</p></div></table>text", "text")]
    [InlineData("<a href=\"https://x.example/\">link</a>", "link")]
    [InlineData("<textarea>typed</textarea>", "typed")]
    [InlineData("<![CDATA[x]]>y", "y")]
    public void Of_VisibleText_IsAsABrowserShowsIt(string html, string text) => HtmlText.Extract(html).ShouldBe(text);

    [Theory]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<STYLE type=text/css><!-- evil --></STYLE>")]
    [InlineData("<script>evil('<p>evil</p>')</script>")]
    [InlineData("<script src=x>evil</script>")]
    [InlineData("<head><title>evil</title></head>")]
    [InlineData("<noscript>evil</noscript>")]
    [InlineData("<template><p>evil</p></template>")]
    [InlineData("<iframe>evil</iframe>")]
    [InlineData("<noframes><p>evil</p></noframes>")]
    [InlineData("<noembed>evil</noembed>")]
    [InlineData("<video>evil</video>")]
    [InlineData("<!-- evil --><!-- <p>evil</p> -->")]
    [InlineData("<!--[if mso]><p>evil</p><![endif]-->")]
    [InlineData("<img alt=evil title=evil><input value=evil>")]
    [InlineData("<? evil ?><!evil>")]
    public void Of_WhatIsNoText_IsLeftOut(string html) => HtmlText.Extract($"<p>seen{html}</p><p>after</p>").ShouldBe("seen\n\nafter");

    [Theory]
    [InlineData("display:none")]
    [InlineData("DISPLAY : NONE !important")]
    [InlineData("color:red; display:none;")]
    [InlineData("display:block;display:none")]
    [InlineData("display:/* x */none")]
    [InlineData("dis/**/play:none;display:n\\6fne")]
    [InlineData("d\\69 splay:none")]
    [InlineData("\\000064isplay:none")]
    [InlineData("visibility:hidden")]
    [InlineData("visibility:collapse")]
    [InlineData("opacity:0")]
    [InlineData("opacity: 0.01")]
    [InlineData("opacity:0%")]
    [InlineData("font-size:0")]
    [InlineData("font-size:0px")]
    [InlineData("font-size: 0.0em !important")]
    [InlineData("font-size:1px")]
    [InlineData("font-size:.5pt")]
    [InlineData("font-size:1%")]
    [InlineData("font-size:0.01rem")]
    [InlineData("font:0/0 a")]
    [InlineData("font: bold 1px Arial")]
    [InlineData("color:white")]
    [InlineData("color:#fff")]
    [InlineData("color:#FFFFFF")]
    [InlineData("color:#fefefe")]
    [InlineData("color:rgb(255, 255, 255)")]
    [InlineData("color: rgb(100% 100% 100%)")]
    [InlineData("color:snow")]
    [InlineData("color:transparent")]
    [InlineData("color:rgba(0,0,0,0)")]
    [InlineData("color:#00000000")]
    [InlineData("color:#333;background:#333")]
    [InlineData("background-color:black")]
    [InlineData("background:#000 none repeat")]
    [InlineData("color:white;background:transparent")]
    [InlineData("max-height:0")]
    [InlineData("max-width:0px;overflow:hidden")]
    [InlineData("height:0;overflow:hidden")]
    [InlineData("overflow:hidden; width:1px; height:1px")]
    [InlineData("text-indent:-9999px")]
    [InlineData("position:absolute;left:-10000px")]
    [InlineData("clip-path:inset(50%)")]
    [InlineData("clip-path: inset(0 0 100% 0)")]
    [InlineData("clip-path:circle(0)")]
    [InlineData("clip-path:circle(0px at 50% 50%)")]
    [InlineData("-webkit-clip-path:ellipse(0 50%)")]
    [InlineData("clip-path:polygon(0 0, 0 0, 0 0)")]
    [InlineData("clip-path:polygon(0 0,100% 0,50% 0)")]
    [InlineData("clip-path:url(#none)")]
    [InlineData("clip:rect(0,0,0,0)")]
    [InlineData("position:absolute;clip:rect(1px 1px 1px 1px)")]
    [InlineData("transform:scale(0)")]
    [InlineData("transform:scale(1,0)")]
    [InlineData("transform:rotate(3deg) scaleX(0.0)")]
    [InlineData("transform:matrix(0,0,0,0,0,0)")]
    [InlineData("transform:rotateY(90deg)")]
    [InlineData("transform:rotate3d(1,0,0,.25turn)")]
    [InlineData("transform:translateX(-200vw)")]
    [InlineData("transform:translate(0,-9999px)")]
    [InlineData("-webkit-transform:scale3d(0,0,0)")]
    [InlineData("scale:0")]
    [InlineData("translate:-9999px")]
    [InlineData("rotate:y 90deg")]
    [InlineData("filter:opacity(0)")]
    [InlineData("filter:grayscale(1) opacity(1%)")]
    [InlineData("filter:blur(20px)")]
    [InlineData("opacity:.05")]
    [InlineData("content-visibility:hidden")]
    [InlineData("mso-hide:all")]
    [InlineData("zoom:0.01")]
    [InlineData("left:-200vw")]
    [InlineData("right:-5000px")]
    [InlineData("margin:0 0 0 -9999px")]
    [InlineData("text-indent:-100em")]
    [InlineData("text-indent:200%;overflow:hidden")]
    [InlineData("inset:-9999px")]
    [InlineData("top:9999px")]
    [InlineData("overflow:hidden;height:0.01em")]
    [InlineData("overflow:clip;block-size:0")]
    [InlineData("overflow:auto;max-height:1px")]
    [InlineData("overflow:hidden;line-height:0")]
    [InlineData("contain:strict;height:0")]
    [InlineData("letter-spacing:-1em")]
    [InlineData("font-size:2px")]
    [InlineData("font-size:calc(0px)")]
    [InlineData("font-size:calc(1px - 1px)")]
    [InlineData("font-size:1e-3px")]
    [InlineData("font-size:max(0px,0em)")]
    [InlineData("color:hsl(0,0%,100%)")]
    [InlineData("color:hsla(0 0% 0% / 0)")]
    [InlineData("color:rgba(0,0,0,.02)")]
    [InlineData("color:#00000008")]
    [InlineData("color:#f5f5f5")]
    [InlineData("-webkit-text-fill-color:transparent")]
    [InlineData("-webkit-text-fill-color:#fff")]
    [InlineData("-webkit-text-security:disc")]
    [InlineData("mask:linear-gradient(transparent,transparent)")]
    [InlineData("display:var(--x,none)")]
    [InlineData("opacity:var(--x)")]
    public void Of_HiddenByStyle_IsLeftOut(string style)
    {
        HtmlText.Extract($"<p>seen</p><div style=\"{style}\">evil<div>evil</div>evil</div><p>after</p>").ShouldBe("seen\n\nafter");
        HtmlText.Extract($"seen <span style='{style}'>evil</span>after").ShouldBe("seen after");
        HtmlText.Extract($"<table><tr><td style='{style}'>evil<td>seen</table>").ShouldBe("seen");
    }

    [Theory]
    [InlineData("display:block")]
    [InlineData("display:none-such")]
    [InlineData("display")]
    [InlineData(":none")]
    [InlineData("visibility:visible")]
    [InlineData("opacity:1")]
    [InlineData("opacity:.9")]
    [InlineData("font-size:10px")]
    [InlineData("font-size:0.8em")]
    [InlineData("font-size:small")]
    [InlineData("font:bold 12px/1.5 Arial")]
    [InlineData("font: 400 14px x")]
    [InlineData("color:#fffff")]
    [InlineData("color:red")]
    [InlineData("color:white;background:navy")]
    [InlineData("color:white;background-color:#036")]
    [InlineData("color:white;background:url(x.png) no-repeat")]
    [InlineData("color:white;background-image:linear-gradient(red, blue)")]
    [InlineData("color:#eee;background:#333")]
    [InlineData("max-width:600px")]
    [InlineData("height:0")]
    [InlineData("overflow:hidden;width:100%")]
    [InlineData("margin-left:-10px")]
    [InlineData("text-indent:1em")]
    [InlineData("background:white")]
    [InlineData("/* display:none */")]
    [InlineData("content:'display:none")]
    [InlineData("")]
    [InlineData(";;:;")]
    [InlineData("clip-path:none")]
    [InlineData("clip-path:inset(0)")]
    [InlineData("clip-path:circle(50%)")]
    [InlineData("clip-path:polygon(0 0,100% 0,100% 100%,0 100%)")]
    [InlineData("clip:auto")]
    [InlineData("clip:rect(0,200px,50px,0)")]
    [InlineData("transform:none")]
    [InlineData("transform:scale(1)")]
    [InlineData("transform:rotate(5deg)")]
    [InlineData("transform:translateX(10px)")]
    [InlineData("transform:matrix(1,0,0,1,0,0)")]
    [InlineData("filter:none")]
    [InlineData("filter:opacity(.8)")]
    [InlineData("opacity:.2")]
    [InlineData("overflow:hidden;max-width:600px")]
    [InlineData("overflow:auto;height:200px")]
    [InlineData("overflow:hidden;line-height:1.5")]
    [InlineData("mso-hide:none")]
    [InlineData("content-visibility:auto")]
    [InlineData("letter-spacing:-0.5px")]
    [InlineData("letter-spacing:2px")]
    [InlineData("margin:0 auto")]
    [InlineData("left:0;top:10px")]
    [InlineData("font-size:calc(12px + 1vw)")]
    [InlineData("font-size:9px")]
    [InlineData("color:hsl(210,50%,40%)")]
    [InlineData("color:rgba(0,0,0,.6)")]
    [InlineData("color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text")]
    [InlineData("padding-left:40px")]
    public void Of_OtherStyles_AreShown(string style) => HtmlText.Extract($"<div style=\"{style}\">seen</div>").ShouldBe("seen");

    [Theory]
    [InlineData("<div hidden>evil</div>seen")]
    [InlineData("<DIV HIDDEN=\"\">evil</DIV>seen")]
    [InlineData("<div style=\"display&#58;none\">evil</div>seen")]
    [InlineData("<font color=white>evil</font>seen")]
    [InlineData("<FONT COLOR=\"FFFFFF\">evil</FONT>seen")]
    [InlineData("<font color=#000000><span style=color:white>evil</span>seen</font>")]
    [InlineData("<table bgcolor=black><tr><td>evil<tr><td style='color:white'>seen</table>")]
    [InlineData("<div style='display:none' style='display:block'>evil</div>seen")]
    [InlineData("<details>evil<p>evil</p></details>seen")]
    [InlineData("<details><summary>seen</summary>evil<p>evil</p></details>")]
    [InlineData("<details>evil<details><summary>evil</summary>evil</details></details>seen")]
    [InlineData("<dialog>evil</dialog>seen")]
    [InlineData("<div popover>evil</div>seen")]
    [InlineData("<p hidden=until-found>evil</p>seen")]
    [InlineData("<meter>evil</meter><progress>evil</progress>seen")]
    [InlineData("<svg><desc>evil</desc><defs><text>evil</text></defs></svg>seen")]
    public void Of_HiddenByAttribute_IsLeftOut(string html) => HtmlText.Extract(html).ShouldBe("seen");

    [Theory]
    [InlineData("<body bgcolor=#000000 text=white>seen")]
    [InlineData("<body style='background:navy;color:white'><p>seen")]
    [InlineData("<html style='background:black'><body text=#ffffff>seen")]
    [InlineData("<table bgcolor=\"#036\"><tr><td><font color=white>seen</font></table>")]
    [InlineData("<td style='background:#222'><div><a href=x style='color:#fff'>seen</a></div></td>")]
    [InlineData("<td background=\"sky.png\"><font color=white>seen</font></td>")]
    [InlineData("<div style='font-size:0'><div style='font-size:14px'>seen</div></div>")]
    [InlineData("<td style='font-size:0px;padding:10px 25px'><div style='font-size:13px;line-height:1'>seen</div></td>")]
    [InlineData("<div style='font-size:0'><font size=2>seen</font></div>")]
    [InlineData("<div style='visibility:hidden'><b style='visibility:visible'>seen</b></div>")]
    [InlineData("<div style='color:white'><span style='color:black'>seen</span></div>")]
    [InlineData("<div style='color:white'><a href=x>seen</a></div>")]
    [InlineData("<details open><p>seen</p></details>")]
    [InlineData("<details open><summary></summary><p>seen</p></details>")]
    [InlineData("<p aria-hidden=true>seen</p>")]
    [InlineData("<dialog open>seen</dialog>")]
    public void Of_ShownAgainWithin_IsShown(string html) => HtmlText.Extract(html).ShouldBe("seen");

    [Theory]
    [InlineData("<div style='display:none'><p style='display:block;color:red;font-size:20px;visibility:visible'>evil</p></div>seen")]
    [InlineData("<div style='font-size:0'><div style='font-size:5em'>evil</div><div style='font-size:100%'>evil</div></div>seen")]
    [InlineData("<div style='opacity:0'><div style='opacity:1'>evil</div></div>seen")]
    [InlineData("<div style='color:white'><div style='background:transparent'>evil</div></div>seen")]
    [InlineData("<table bgcolor=navy><tr><td bgcolor=white style=color:white>evil</table>seen")]
    public void Of_NotShownAgainWithin_IsLeftOut(string html) => HtmlText.Extract(html).ShouldBe("seen");

    [Theory]
    [InlineData("<p style=display:none>evil<p>seen")]
    [InlineData("<P STYLE=DISPLAY:NONE>evil<P>seen")]
    [InlineData("<p style=display:none>evil<div>seen</div>")]
    [InlineData("<p style=display:none>evil<table><tr><td>seen</table>")]
    [InlineData("<div><p style=display:none>evil</div>seen")]
    [InlineData("<div><span style=display:none>evil</div>seen")]
    [InlineData("<ul><li style=display:none>evil<li>seen</ul>")]
    [InlineData("<ul><li style=display:none>evil</ul>seen")]
    [InlineData("<dl><dt style=display:none>evil<dd>seen</dl>")]
    [InlineData("<table><tr style=display:none><td>evil<tr><td>seen</table>")]
    [InlineData("<table><thead style=display:none><tr><td>evil<tbody><tr><td>seen</table>")]
    [InlineData("<table><tr><td style=display:none>evil</table>seen")]
    [InlineData("<table><tr><td style=display:none>evil<table><tr><td>evil</table>evil</td><td>seen</table>")]
    [InlineData("<a href=x style=display:none>evil<a href=y>seen</a>")]
    [InlineData("<div style=display:none>evil<img><br><hr>evil</div>seen")]
    [InlineData("<head><title/></head><body>seen")]
    [InlineData("<script src=x />seen")]
    [InlineData("<font color=white>evil<div>evil</font>seen</div>")]
    public void Of_EndTagLeftOut_HidesNoMoreThanABrowserDoes(string html) => HtmlText.Extract(html).Replace("- ", "").ShouldBe("seen");

    [Theory]
    [InlineData("seen<div style=display:none />evil")]
    [InlineData("seen<div style=display:none>evil</span>evil</p>evil</td></b>evil")]
    [InlineData("seen<div style=display:none>evil</body></html>evil")]
    [InlineData("seen<div style=display:none>evil<body>evil")]
    [InlineData("seen<span style=display:none><div>evil</span>evil</div>evil")]
    [InlineData("seen<div style=display:none><font>evil<div>evil</font>evil</div>evil")]
    [InlineData("seen<div><table><tr><td style=display:none>evil</div>evil</td></table></div>")]
    [InlineData("seen<div style=display:none>evil")]
    [InlineData("seen<!-- evil")]
    [InlineData("seen<style>evil")]
    [InlineData("seen<script>evil</style>evil")]
    public void Of_EndTagThatClosesNothing_DoesNotShowWhatABrowserHides(string html) => HtmlText.Extract(html).ShouldBe("seen");

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void Of_VeryDeepNesting_IsReadInShortTime(int depth)
    {
        var html = string.Concat(Enumerable.Repeat("<div><b>", depth / 2)) + "deep"
            + string.Concat(Enumerable.Repeat("</b></div>", depth / 2))
            + "after";

        Quickly.Run(() => HtmlText.Extract(html)).ShouldBe("deep\nafter");
    }

    [Fact]
    public void Of_HiddenAtAnyDepth_IsLeftOut()
    {
        foreach (var depth in (int[])[1, 100, 511, 512, 513, 600, 5_000])
        {
            var open = string.Concat(Enumerable.Repeat("<div>", depth));
            var close = string.Concat(Enumerable.Repeat("</div>", depth));

            HtmlText.Extract($"{open}<div style=display:none>evil{open}evil{close}evil</div>{close}seen")
                .ShouldBe("seen", $"depth {depth}");
        }
    }

    [Theory]
    [InlineData("<p>")]
    [InlineData("<p>a</div>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<font color=red></b>")]
    [InlineData("<a href=x>")]
    [InlineData("<span style='")]
    [InlineData("<li></ul>")]
    [InlineData("&amp")]
    [InlineData("<!--")]
    [InlineData("\\")]
    public void Of_EndlessRepetition_TakesNoTime(string piece)
    {
        var many = string.Concat(Enumerable.Repeat(piece, 50_000));

        Quickly.Run(() => HtmlText.Extract(many)).ShouldNotBeNull();
        Quickly.Run(() => HtmlText.Extract($"<p style=\"{many}\">x")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(".x{display:none}", "<p class=x>evil</p>")]
    [InlineData(".x { display : none !important }", "<p class='a X b'>evil</p>")]
    [InlineData("#x{visibility:hidden}", "<p id=x>evil</p>")]
    [InlineData("i{font-size:0}", "<i>evil</i>")]
    [InlineData("p.x{opacity:0}", "<p class=x>evil</p>")]
    [InlineData("a:hover, .y, .x{max-height:0;overflow:hidden}", "<p class=x>evil</p>")]
    [InlineData(".x{color:#fff}", "<p class=x>evil</p>")]
    [InlineData("/* .x{ */ .x/**/{display:/* */none}", "<p class=x>evil</p>")]
    [InlineData("<!-- .x{display:none} -->", "<p class=x>evil</p>")]
    [InlineData("@import url(x.css); .x{display:none}", "<p class=x>evil</p>")]
    [InlineData("@media screen{.y{color:red} .x{display:none}}", "<p class=x>evil</p>")]
    [InlineData("@media print{.x{display:block}} .x{display:none}", "<p class=x>evil</p>")]
    [InlineData(".x{display:block} .x{display:none}", "<p class=x>evil</p>")]
    [InlineData(".x{display:none} p{display:block}", "<p class=x>evil</p>")]
    [InlineData(".x{display:none!important}", "<p class=x style='display:block'>evil</p>")]
    [InlineData(".x{display:none", "<p class=x>evil</p>")]
    [InlineData("[data-x]{display:none}", "<p data-x>evil</p>")]
    [InlineData("p[class=x]{display:none}", "<p class=x>evil</p>")]
    [InlineData("[class~='x']{display:none}", "<p class=\"a x\">evil</p>")]
    [InlineData("[class^=pre]{display:none}", "<p class=preheader>evil</p>")]
    [InlineData("[id$=end]{display:none}", "<p id=the-end>evil</p>")]
    [InlineData("[style*=blue]{display:none}", "<p style=color:blue>evil</p>")]
    [InlineData("[lang|=en]{display:none}", "<p lang=en-GB>evil</p>")]
    [InlineData(".a .x{display:none}", "<div class=a><p><b class=x>evil</b></p></div>")]
    [InlineData(".a>.x{display:none}", "<div class=a><b class=x>evil</b></div>")]
    [InlineData("div div p{display:none}", "<div><div><p>evil</p></div></div>")]
    [InlineData("body>div>p{display:none}", "<div><p>evil</p></div>")]
    [InlineData("html body .x{display:none}", "<p class=x>evil</p>")]
    [InlineData("table tr>td.x{display:none}", "<table><tr><td class=x>evil</table>")]
    [InlineData("table>tbody>tr>td.x{display:none}", "<table><tr><td class=x>evil</table>")]
    [InlineData("i+b{display:none}", "<i></i><b>evil</b>")]
    [InlineData("i~b{display:none}", "<i></i><u></u><b>evil</b>")]
    [InlineData("p:not(.y){display:none}", "<p>evil</p>")]
    [InlineData("p:not(.y):not([title]){display:none}", "<p class=x>evil</p>")]
    [InlineData(".x:not(:hover){display:none}", "<p class=x>evil</p>")]
    [InlineData(":is(.q,.x){display:none}", "<p class=x>evil</p>")]
    [InlineData(".x:where(p){display:none}", "<p class=x>evil</p>")]
    [InlineData("*.x{display:none}", "<p class=x>evil</p>")]
    [InlineData(".x.y{display:none}", "<p class=\"y x\">evil</p>")]
    [InlineData("p#q.x{display:none}", "<p id=q class=x>evil</p>")]
    [InlineData("p:first-child{display:none}", "<div><p>evil</p></div>")]
    [InlineData("p:nth-child(2){display:none}", "<div><i></i><p>evil</p></div>")]
    [InlineData("p:nth-child(2n+1){display:none}", "<div><p>evil</p></div>")]
    [InlineData("p:last-child{display:none}", "<div><p>evil</p></div>")]
    [InlineData(".x:has(b){display:none}", "<p class=x>evil<b></b></p>")]
    [InlineData(".\\78{display:none}", "<p class=x>evil</p>")]
    [InlineData(".x:nth-last-child(1){display:none}", "<p class=x>evil</p>")]
    [InlineData(".a{color:red; .x{display:none}}", "<div class=a><p class=x>evil</p></div>")]
    [InlineData(".a{&.x{display:none}}", "<p class='a x'>evil</p>")]
    [InlineData(".y:after{content:'}{'} .x{display:none}", "<p class=x>evil</p>")]
    [InlineData("p:after{content:'\\'}'} .x{display:none}", "<p class=x>evil</p>")]
    [InlineData("@media (min-width:1px){.x{display:none}}", "<p class=x>evil</p>")]
    [InlineData("@media print,screen{.x{display:none}}", "<p class=x>evil</p>")]
    [InlineData("@media not print{.x{display:none}}", "<p class=x>evil</p>")]
    [InlineData("@supports (display:block){.x{display:none}}", "<p class=x>evil</p>")]
    [InlineData("@layer a{.x{display:none}}", "<p class=x>evil</p>")]
    [InlineData(".a .x{display:none} .x{display:block}", "<div class=a><p class=x>evil</p></div>")]
    [InlineData(".x{display:none} .x:last-child{display:block}", "<p class=x>evil</p>")]
    public void Of_TextThatAStyleSheetHides_IsLeftOut(string css, string html)
    {
        HtmlText.Extract($"<style>{css}</style>{html}seen").ShouldBe("seen");
        HtmlText.Extract($"{html}seen<STYLE type='text/css'>{css}</STYLE>").ShouldBe("seen");
    }

    [Theory]
    [InlineData(".x{display:none}", "<p class=y>seen</p>")]
    [InlineData(".x{display:none}", "<p class=x style='display:block'>seen</p>")]
    [InlineData(".x{display:none} .x{display:block}", "<p class=x>seen</p>")]
    [InlineData("p{display:none} .x{display:block}", "<p class=x>seen</p>")]
    [InlineData(".x{display:none} .y{display:block}", "<p class='y x'>seen</p>")]
    [InlineData("@media only screen and (max-width:600px){.x{display:none} .y{color:red}}", "<p class=x>seen</p>")]
    [InlineData("@media print{.x{display:none}}", "<p class=x>seen</p>")]
    [InlineData(".a .x, .x:after, .x>b, .x[title]{display:none}", "<p class=x>seen</p>")]
    [InlineData("/*.x{display:none}*/", "<p class=x>seen</p>")]
    [InlineData(".x{color:#fff;background:#000}", "<p class=x>seen</p>")]
    [InlineData(".dark td{background:#000} .x{color:#fff}", "<table class=dark><td class=x>seen</table>")]
    [InlineData("body{background:#000;color:#fff}", "<body><p>seen</p>")]
    [InlineData(".a>.x{display:none}", "<div class=a><p><b class=x>seen</b></p></div>")]
    [InlineData(".x:not(.y){display:none}", "<p class='x y'>seen</p>")]
    [InlineData(".x:hover, .x::before, .x:focus{display:none}", "<p class=x>seen</p>")]
    [InlineData("[title]{display:none}", "<p>seen</p>")]
    [InlineData("i+b{display:none}", "<b>seen</b>")]
    [InlineData("p:nth-child(2){display:none}", "<div><p>seen</p></div>")]
    [InlineData("p:last-child{color:#fff;padding:0}", "<p>seen</p>")]
    [InlineData(".dark .x{color:#fff} .dark td{background:#000}", "<table class=dark><tr><td><b class=x>seen</b></table>")]
    [InlineData("@media (prefers-color-scheme:dark){.x{display:none}}", "<p class=x>seen</p>")]
    [InlineData("@supports not (display:block){.x{display:none}}", "<p class=x>seen</p>")]
    [InlineData(".a .x{display:none} .a p.x{display:block}", "<div class=a><p class=x>seen</p></div>")]
    public void Of_TextThatAStyleSheetShows_IsThere(string css, string html) =>
        HtmlText.Extract($"<style>{css}</style>{html}").ShouldBe("seen");

    [Fact]
    public void Of_StyleSheetWithinAComment_IsNone() =>
        HtmlText.Extract("<!--[if mso]><style>.x{display:none}</style><![endif]--><p class=x>seen</p>").ShouldBe("seen");

    [Theory]
    [InlineData(".x{display:none}")]
    [InlineData(".x,")]
    [InlineData("@media x{")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("/*")]
    [InlineData("a;")]
    [InlineData("<!--")]
    [InlineData(".a .b>.c{color:red}")]
    [InlineData("p p p p p p{display:none}")]
    [InlineData("p:not(:not(.x)) p{display:none}")]
    [InlineData(".x:is(")]
    [InlineData("a{")]
    [InlineData("[x")]
    [InlineData("'")]
    [InlineData("</style><style>")]
    public void Of_EndlessStyleSheet_TakesNoTime(string piece)
    {
        var many = string.Concat(Enumerable.Repeat(piece, 50_000));
        var elements = string.Concat(Enumerable.Repeat("<p class='x y z' id=x>a", 10_000));

        Quickly.Run(() => HtmlText.Extract($"<style>{many}</style>{elements}")).ShouldNotBeNull();
        Quickly.Run(() => HtmlText.Extract($"<style>.x{{{many}}}</style>{elements}")).ShouldNotBeNull();
    }

    [Fact]
    public void Of_AnyMarkup_GivesTextAndNoException()
    {
        string[] pieces =
        [
            "<div>", "</div>", "<p", ">", "<table>", "<tr>", "<td>", "</td>", "</table>", "<b>", "</b>", "<font color=", "white",
            "#ffff", "rgb(",
            "rgb(1,2,", "NaN", "style='", "font-size:", "0", "-", "1e999", "px", "display:none", "'", "\"", "<!--", "-->", "&#x",
            "&#99999999;", ";",
            "<script>", "</script>", "<style>", "</style>", ".x", "#x", "{", "}", "@media screen", ",", " class=x", "<title/>", "\\",
            "\\fffff", "/*", "*/", "<body", "<html>", " text ", "\0", "\ud800", "<a>",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 50].Select(picks => string.Concat(picks.Select(i => pieces[i])))
            .Sample(static html => HtmlText.Extract(html).ShouldNotBeNull(), iter: 5_000);
    }

    [Fact]
    public void Of_HiddenElementInWellFormedMarkup_NeverShows()
    {
        // A tree of elements; the words of hidden ones are "evil", of others "seen".
        var tree = Gen.Recursive<string>((depth, inner) => depth > 4
            ? Gen.Const("seen ")
            : Gen.Select(Gen.OneOf("div", "span", "b", "section", "font", "center"), inner.Array[0, 3], Gen.Bool)
                .Select(static (name, children, hide) => hide
                    ? $"<{name} style=\"display:none\">{string.Concat(children).Replace("seen", "evil")}evil </{name}>"
                    : $"<{name}>{string.Concat(children)}seen </{name}>"));
        tree.Sample(
            static html => HtmlText.Extract(html).Split(' ', '\n').Where(static w => w.Length > 0)
                .ShouldBe(html.Split('<', '>', ' ').Where(static w => w == "seen")),
            iter: 2_000);
    }
}
