using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("ig\u200Bno\u00ADre\u2060 me\uFEFF", "ignore me")]
    [InlineData("a\u202Eb\u2066c\u0007d", "abcd")]
    [InlineData("a\u200Db\uFE0Fc", "abc")]
    [InlineData("pay\U000E0070\U000E0061\U000E0079 now\U000E0100", "pay now")]
    [InlineData("Grüße,\r\n\tзавтра 10 € 💶", "Grüße,\r\n\tзавтра 10 € 💶")]
    [InlineData("👩\u200D💻 ❤\uFE0F 1\uFE0F\u20E3", "👩\u200D💻 ❤\uFE0F 1\uFE0F\u20E3")]
    [InlineData("❤\uFE0F\uFE0F\uFE0F\u200D", "❤\uFE0F")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    public void Of_Text_KeepsWhatIsSeenAndWhatItsScriptNeeds(string text, string visible) => VisibleText.From(text).ShouldBe(visible);

    [Theory]
    [InlineData("a\uD800b")]
    [InlineData("\uDC00\uDC00")]
    public void Of_HalfAPair_IsWholeCharactersAfterwards(string text) =>
        VisibleText.From(text).EnumerateRunes().Count().ShouldBeGreaterThan(0);
}
