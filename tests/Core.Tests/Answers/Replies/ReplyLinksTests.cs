using InboxMind.Core.Answers.Replies;
using InboxMind.Core.Tests.Answers.Evidence;

namespace InboxMind.Core.Tests.Answers.Replies;

public sealed class ReplyLinksTests
{
    private const string Mail =
        "Pay at https://bank.example/pay?id=7, see www.kelpline.example/docs/ or write to billing@kelpline.example (report.pdf, Node.js).";

    [Theory]
    [InlineData("See https://evil.example/x now.", "See [link removed] now.")]
    [InlineData("See [the portal](https://evil.example/?q=500).", "See (the portal) ([link removed]).")]
    [InlineData("![chart](https://evil.example/p.png?q=500)", "!(chart) ([link removed])")]
    [InlineData("[portal][1a]\n[1a]: http://evil.example", "(portal) (1a)\n(1a) : [link removed]")]
    [InlineData("<img src=\"//evil.example/p\"> x", "‹img src=\"[link removed]\"> x")]
    [InlineData("<https://evil.example/a> x", "‹[link removed]> x")]
    [InlineData("Go to evil.example/500 or WWW.EVIL.EXAMPLE, really.", "Go to [link removed] or [link removed], really.")]
    [InlineData("Mail eve@evil.example.", "Mail [link removed].")]
    [InlineData("x data:text/html;base64,AAAA y", "x [link removed] y")]
    [InlineData("x javascript:alert(1) y mailto:eve@evil.example?subject=500 z", "x [link removed]) y [link removed] z")]
    [InlineData("x //evil.example/p \\\\evil.example\\p y", "x [link removed] [link removed] y")]
    [InlineData("x bücher.example пример.рф 例え.テスト evil。example y", "x [link removed] [link removed] [link removed] [link removed] y")]
    [InlineData("x https://bank.example.evil.example/pay?id=7 y", "x [link removed] y")]
    [InlineData("x https://bank.example@evil.example y", "x [link removed] y")]
    [InlineData("x https://bank.example/pay?id=7,secret=500 y", "x [link removed] y")]
    [InlineData("x https://bank.example/pay y", "x [link removed] y")]
    [InlineData("x evil․example/x evil﹒example/x 1.2.3.4/x 1.2.3.4:80 y",
        "x [link removed] [link removed] [link removed] [link removed] y")]
    [InlineData("x evil . example/x evil[.]example/x y", "x [link removed] [link removed] y")]
    [InlineData("x mailto:[mail address removed] https://evil.example/[secret removed].evil.example y",
        "x mailto:[mail address removed] [link removed][secret removed].[link removed] y")]
    [InlineData("[click](/api/v1/account)", "(click) (/api/v1/account)")]
    public void Clean_AddressOfNoMail_IsTakenOut(string claim, string clean) => Clean(claim).ShouldBe(clean);

    [Theory]
    [InlineData("Pay at https://bank.example/pay?id=7.")]
    [InlineData("Pay at bank.example/pay?id=7, or see (kelpline.example/docs).")]
    [InlineData("“See HTTPS://WWW.kelpline.example/docs/” or bank.example.")]
    [InlineData("Write to billing@kelpline.example or anna@kelpline.example; open report.pdf in Node.js.")]
    [InlineData("It costs 3.50 euros, i.e. 10.0.14 at 10:30 a.m., a [card number removed], note:this.")]
    [InlineData("Version 1.2.3.4 came out . Ask me and/or Ben, 1·5 or 3・4 m.")]
    [InlineData("Z.B. am 3. März... Re: Budget")]
    public void Clean_WhatAMailHolds_StaysAsItIs(string claim) => Clean(claim).ShouldBe(claim);

    [Fact]
    public void Clean_AddressOfAMailThatIsNotCited_IsTakenOut()
    {
        var links = new ReplyLinks([Found.Mail("Nothing."), Found.Mail(Mail)]);

        links.Clean("See bank.example.", [1]).ShouldBe("See [link removed].");
        links.Clean("See bank.example.", [1, 2]).ShouldBe("See bank.example.");
    }

    [Fact]
    public void Clean_MarkOfARedactionBeforeABracket_IsNoLink() =>
        Clean("[card number removed](/x)").ShouldBe("[card number removed] (/x)");

    [Theory]
    [InlineData("a.")]
    [InlineData("[")]
    [InlineData("a://")]
    [InlineData("mailto:")]
    [InlineData("((((")]
    [InlineData("[x removed]")]
    public void Clean_HostileText_EndsQuickly(string repeated) =>
        Quickly.Run(() => Clean(string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length))).Length);

    private static string Clean(string claim) => new ReplyLinks([Found.Mail(Mail)]).Clean(claim, [1]);
}
