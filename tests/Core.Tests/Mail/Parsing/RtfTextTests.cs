using System.Text;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class RtfTextTests
{
    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 One\par two\line three}", "One\ntwo\nthree")]
    [InlineData(@"{\rtf1\ansi\ansicpg1252 Fl\'f6te \u8364? \{x\} a\~b}", "Flöte \u20ac {x} a b")]
    [InlineData(@"{\rtf1\ansicpg1251 \'ca\'eb\'fe\'f7}", "\u041a\u043b\u044e\u0447")]
    [InlineData(@"{\rtf1 {\*\generator x;}seen{\v hidden}{\pict 00ff} too}", "seen too")]
    [InlineData(@"{\rtf1\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello{\*\htmltag <br>}\htmlrtf \line\htmlrtf0 there}}",
        "Hello\nthere")]
    [InlineData(@"{\rtf1 \uc2\u26085ab\uc1 x", "\u65e5x")]
    [InlineData("", "")]
    [InlineData(@"\", "")]
    public void Read_Rtf_GivesItsText(string rtf, string text) => RtfText.Read(Encoding.Latin1.GetBytes(rtf)).Trim().ShouldBe(text);

    [Fact]
    public void Read_DeepNesting_Ends() => RtfText.Read(Encoding.ASCII.GetBytes(new string('{', 100_000) + "x")).ShouldBe("");
}
