using InboxMind.Core.Text;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Text;

public sealed class WordFormsTests
{
    [Fact]
    public void Of_WordsInOtherForms_MeetThoseOfTheMail()
    {
        var (before, after, missed) = (0, 0, new List<string>());
        var all = LanguageMails.All.Where(static m => m.Language != TextLanguage.English).SelectMany(static m =>
            Words.Split(m.Asked).Select(w => (m.Language, m.Text, Word: w.Text))).ToList();
        foreach (var (language, text, word) in all)
        {
            before += new StemFinder([word]).In(text).Count;
            var isFound = new StemFinder([word], language).In(text).Count > 0;
            after += isFound ? 1 : 0;
            if (!isFound)
                missed.Add($"{language} {word}");
        }

        TestContext.Current.SendDiagnosticMessage($"{before} before and {after} after of {all.Count}; missed {string.Join(", ", missed)}");
        before.ShouldBeLessThan(all.Count * 6 / 10);
        after.ShouldBeGreaterThanOrEqualTo(all.Count * 9 / 10, string.Join(", ", missed));
    }

    [Theory]
    [InlineData(TextLanguage.German, "rechnung", "lieferung")]
    [InlineData(TextLanguage.French, "contrat", "contraire")]
    [InlineData(TextLanguage.Spanish, "factura", "factor")]
    [InlineData(TextLanguage.Dutch, "brief", "brug")]
    [InlineData(TextLanguage.Swedish, "avtal", "avsnitt")]
    public void Of_OtherWord_IsNoForm(TextLanguage language, string word, string other) =>
        WordForms.Of(word, [language]).ShouldNotContain(other);

    [Theory]
    [InlineData("ab", "ab")]
    [InlineData("2026", "2026")]
    [InlineData("k9unit", "k9unit")]
    [InlineData("契約", "契約")]
    public void Of_NoWordOfTheseLanguages_IsItselfAlone(string word, string form) =>
        WordForms.Of(word, Enum.GetValues<TextLanguage>()).ShouldBe([form]);

    [Fact]
    public void Of_English_IsLeftToItsStemmer() =>
        WordForms.Of("invoices", [TextLanguage.English, TextLanguage.Unknown]).ShouldBe(["invoices"]);
}
