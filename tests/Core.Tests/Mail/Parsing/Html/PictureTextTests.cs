using InboxMind.Core.Mail.Parsing.Html;

namespace InboxMind.Core.Tests.Mail.Parsing.Html;

public sealed class PictureTextTests
{
    [Theory]
    [InlineData("<img alt='Open on Sunday'>", "Open on Sunday")]
    [InlineData("We are<img alt='&#9786;' width=16 height=16>here", "We are \u263a here")]
    [InlineData("<img src=x alt=logo.png>x", "x")]
    [InlineData("<img src=x alt='cid:image001'>x", "x")]
    [InlineData("<img alt=opened width=1 height=1>x", "x")]
    [InlineData("<img alt=opened width='1px'>x", "x")]
    [InlineData("<img alt=opened style='width:1px;height:1px'>x", "x")]
    [InlineData("<img alt=opened style='display: none'>x", "x")]
    [InlineData("<div style='display:none'><img alt=opened></div>x", "x")]
    [InlineData("<img alt=''>x", "x")]
    [InlineData("<input type=image alt='Open on Sunday'>", "Open on Sunday")]
    [InlineData("<input type=text alt='Open on Sunday'>x", "x")]
    [InlineData("<map><area alt='Open on Sunday'></map>", "Open on Sunday")]
    [InlineData("<div style='display:none'><map><area alt=opened></map></div>x", "x")]
    [InlineData("<img>x", "x")]
    public void Extract_Picture_SaysWhatStandsForIt(string html, string text) => HtmlText.Extract(html).ShouldBe(text);

    [Theory]
    [InlineData("<table><tr><th>Item<th>Price<tr><td>Rope<td>12<tr><td><td>3</table>", "Item | Price\nRope | 12\n3")]
    [InlineData("<table><tr><td><div>one</div></td><td><div>two</div></td></tr></table>", "one\ntwo")]
    [InlineData("<ol><li>one<li>two</ol>", "1. one\n2. two")]
    [InlineData("<ol start=7><li>one<ul><li>in</ul><li>two</ol>", "7. one\n  - in\n8. two")]
    [InlineData("<ul><li>one<li>two</ul>end", "- one\n- two\n\nend")]
    public void Extract_TablesAndLists_AreReadable(string html, string text) => HtmlText.Extract(html).ShouldBe(text);
}
