using CsCheck;
using InboxMind.Core.Mail.Parsing.Html;

namespace InboxMind.Core.Tests.Mail.Parsing.Html;

public sealed class CssTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("color: Red", "color=red")]
    [InlineData(" COLOR :red ; ;font-size:0 ", "color=red|font-size=0")]
    [InlineData("color:red !important", "color=red")]
    [InlineData("color:/* a;b:c */red/**/", "color=red")]
    [InlineData("color:red/* open", "color=red")]
    [InlineData("col\\6F r:r\\65 d", "color=red")]
    [InlineData("c\\olor:red\\", "color=red")]
    [InlineData("color:r\\000065d", "color=red")]
    [InlineData("color:\\1F600 x", "color=\uFFFDx")]
    [InlineData("no declaration", "")]
    [InlineData("background:url(a:b)", "background=url(a:b)")]
    public void Declarations_StyleAttribute_AreNamesAndValues(string css, string expected) =>
        string.Join('|', CssText.Declarations(css).Select(static d => $"{d.Name}={d.Value}")).ShouldBe(expected);

    [Fact]
    public void Declarations_AnyText_DoesNotThrow() =>
        Gen.String[Gen.Char["\\/*;:! af0\ud800"], 0, 40]
            .Sample(static css => CssText.Declarations(css).Count().ShouldBeGreaterThanOrEqualTo(0));
}
