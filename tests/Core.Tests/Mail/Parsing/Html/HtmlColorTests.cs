using CsCheck;
using InboxMind.Core.Mail.Parsing.Html;

namespace InboxMind.Core.Tests.Mail.Parsing.Html;

public sealed class HtmlColorTests
{
    [Theory]
    [InlineData("white", "#fff")]
    [InlineData("#FFF", "ffffff")]
    [InlineData(" #ffffff ", "rgb(255,255,255)")]
    [InlineData("#ffff", "#ffffff")]
    [InlineData("#ffffff80", "#ffffff")]
    [InlineData("rgba(255, 255, 255, 1)", "white")]
    [InlineData("rgb(100% 100% 100%)", "white")]
    [InlineData("rgb(300, -5, 0)", "red")]
    [InlineData("Navy", "#000080")]
    [InlineData("transparent", "rgba(1,2,3,0)")]
    [InlineData("#12345600", "transparent")]
    [InlineData("ButtonFace", "#f0f0f0")]
    [InlineData("oklch(62.8% 0.25768 29.234)", "red")]
    [InlineData("lab(54.29 80.8 69.89)", "#ff0000")]
    [InlineData("hwb(120 0% 49.8%)", "green")]
    [InlineData("color-mix(in srgb, red 100%, blue)", "red")]
    [InlineData("oklch(0 0 0 / 5%)", "transparent")]
    [InlineData("light-dark(red, blue)", "red")]
    [InlineData("color(srgb 1 0 0)", "red")]
    [InlineData("color(srgb-linear 100% 0 0)", "red")]
    [InlineData("color(display-p3 0 0 1)", "blue")]
    [InlineData("hwb(0 0% 0%)", "red")]
    [InlineData("hwb(240 0% 0%)", "blue")]
    [InlineData("hwb(240deg 100% 0%)", "white")]
    [InlineData("lab(0 0 0)", "black")]
    [InlineData("oklab(1 0 0)", "white")]
    [InlineData("lab(100% 0 0 / 0)", "transparent")]
    [InlineData("color-mix(in srgb, red 0%, blue)", "blue")]
    [InlineData("color-mix(in srgb, red, blue 100%)", "blue")]
    [InlineData("color-mix(in srgb, red, red)", "red")]
    public void Parse_SameColour_IsEqual(string one, string other)
    {
        HtmlColor.Parse(one).ShouldNotBeNull();
        HtmlColor.Parse(one).ShouldBe(HtmlColor.Parse(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("#ff")]
    [InlineData("#gggggg")]
    [InlineData("rgb(1,2)")]
    [InlineData("rgb(")]
    [InlineData("rgb(a,b,c)")]
    [InlineData("nosuchcolour")]
    [InlineData("color-mix(in srgb, red)")]
    [InlineData("color(xyz 1 1 1)")]
    [InlineData("color()")]
    [InlineData("lab(1 2)")]
    [InlineData("lab(a b c)")]
    [InlineData("light-dark(x, red)")]
    [InlineData("color-mix(in srgb, red 0%, blue 0%)")]
    [InlineData("color-mix(in srgb, x, blue)")]
    [InlineData("color-mix(in srgb, red, x)")]
    [InlineData("(1 2 3)")]
    [InlineData("inherit")]
    [InlineData("12")]
    public void Parse_NoColour_IsNull(string text) => HtmlColor.Parse(text).ShouldBeNull();

    [Fact]
    public void Parse_AnyText_DoesNotThrow() =>
        Gen.String[Gen.Char["#rgba(0123456789abcdef,.%- )"], 0, 30].Sample(
            static text => { HtmlColor.Parse(text); }, iter: Iterations.Of(5_000));

    [Theory]
    [InlineData("black", "white", true)]
    [InlineData("#777", "white", true)]
    [InlineData("#fefefe", "white", false)]
    [InlineData("white", "navy", true)]
    [InlineData("transparent", "navy", false)]
    public void StandsOutFrom_Paper_TellsWhetherLettersAreSeen(string ink, string paper, bool seen) =>
        HtmlColor.Parse(ink)!.Value.StandsOutFrom(HtmlColor.Parse(paper)!.Value).ShouldBe(seen);

    [Fact]
    public void StandsOutFrom_UnknownPaper_IsSeen() => HtmlColor.White.StandsOutFrom(HtmlColor.Unknown).ShouldBeTrue();
}
