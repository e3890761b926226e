using InboxMind.Core.Mail.Parsing.Html;

namespace InboxMind.Core.Tests.Mail.Parsing.Html;

public sealed class CssLengthTests
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData("12px", 12)]
    [InlineData("12 px", 12)]
    [InlineData("9pt", 12)]
    [InlineData("1.5em", 24)]
    [InlineData("2pc", 32)]
    [InlineData("2ex", 16)]
    [InlineData("2cm", 76)]
    [InlineData("10mm", 38)]
    [InlineData("1in", 96)]
    [InlineData("50%", 500)]
    [InlineData("3vw", 30)]
    [InlineData("-1e2px", -100)]
    [InlineData("1e+1px", 10)]
    [InlineData("1e-2px", 0.01)]
    [InlineData("1e3", 1000)]
    [InlineData("calc(1px + 2px)", 3)]
    [InlineData("calc( 10px - 4px )", 6)]
    [InlineData("calc(2*3px)", 6)]
    [InlineData("calc(6px/2)", 3)]
    [InlineData("calc(1px + 2px*3 - 1px)", 6)]
    [InlineData("calc((1px + 2px)*3)", 9)]
    [InlineData("calc(-1px)", -1)]
    [InlineData("calc(+1.5em)", 24)]
    [InlineData("calc(50% - 10px)", 490)]
    [InlineData("-webkit-calc(1px)", 1)]
    [InlineData("min(3px, 1px, 2px)", 1)]
    [InlineData("max(1px,3px,2px)", 3)]
    [InlineData("clamp(1px, 5px, 3px)", 3)]
    [InlineData("clamp(1px, 0px, 3px)", 1)]
    [InlineData("clamp(1px, 2px, 3px)", 2)]
    [InlineData("calc(max(1px, 2px) + min(3px, 4px))", 5)]
    [InlineData("calc((((((((((((((((1px))))))))))))))))", 1)]
    public void Pixels_Length_IsAsOnAScreen(string value, double pixels) => CssLength.Pixels(value)!.Value.ShouldBe(pixels, 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("auto")]
    [InlineData("3furlongs")]
    [InlineData("1e999px")]
    [InlineData("calc(tall)")]
    [InlineData("calc(1px, 2px)")]
    [InlineData("clamp(1px, 2px)")]
    [InlineData("clamp(1px, 2px, 3px, 4px)")]
    [InlineData("min()")]
    [InlineData("calc(1px 2px)")]
    [InlineData("calc(1px")]
    [InlineData("calc(1px))")]
    [InlineData("calc(1px + )")]
    [InlineData("calc(1px/0)")]
    [InlineData("calc(round(1px))")]
    [InlineData("calc(1furlong)")]
    [InlineData("calc(((((((((((((((((1px)))))))))))))))))")]
    public void Pixels_NoLength_IsNull(string value) => CssLength.Pixels(value).ShouldBeNull();

    [Theory]
    [InlineData("var(--x)", true)]
    [InlineData("calc(1px + var(--x))", true)]
    [InlineData("1px", false)]
    public void IsObscure_Value_IsWhenItHoldsWhatIsSaidElsewhere(string value, bool isObscure) =>
        CssLength.IsObscure(value).ShouldBe(isObscure);
}
