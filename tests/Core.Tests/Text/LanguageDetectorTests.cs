using InboxMind.Core.Text;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Text;

public sealed class LanguageDetectorTests
{
    [Fact]
    public void OfText_ShortMailsOfEightLanguages_TellsThem()
    {
        var wrong = LanguageMails.All.Where(static m => LanguageDetector.OfText($"{m.Text}\n{m.Question}") != m.Language)
            .Select(static m => m.Text);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void OfText_OneSentence_IsNeverAnotherLanguage() =>
        LanguageMails.All.Where(static m => LanguageDetector.OfText(m.Text) is not TextLanguage.Unknown and var told && told != m.Language)
            .Select(static m => m.Text).ShouldBeEmpty();

    [Fact]
    public void OfQuery_WordThatEnglishHasToo_TellsNoOtherLanguage() =>
        LanguageDetector.OfQuery("Physio's price per session?").ShouldBeOneOf(TextLanguage.Unknown, TextLanguage.English);

    [Fact]
    public void OfQuery_Questions_AreToldOrLeftOpen()
    {
        LanguageMails.All.Where(static m =>
                LanguageDetector.OfQuery(m.Question) is not TextLanguage.Unknown and var told && told != m.Language)
            .Select(static m => m.Question).ShouldBeEmpty();
        LanguageMails.All.Count(static m => LanguageDetector.OfQuery(m.Question) == m.Language)
            .ShouldBeGreaterThanOrEqualTo(LanguageMails.All.Count * 9 / 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Re: 4711")]
    [InlineData("Rechnungen")]
    [InlineData("Anna Berg, Jon Vale, Mira Okonjo, https://kelpline.example/a/b")]
    [InlineData("Поставка задерживается до понедельника, мы напишем вам завтра.")]
    [InlineData("Dostawa opóźni się do poniedziałku, jutro napiszemy więcej o tym, co się stało.")]
    public void OfText_NothingToTellItBy_IsUnknown(string text) => LanguageDetector.OfText(text).ShouldBe(TextLanguage.Unknown);

    [Fact]
    public void OfText_ReplyAboveAQuotation_IsThatOfTheReply() =>
        LanguageDetector.OfText(
            "Hallo Jon, die Rechnung ist noch nicht bei uns angekommen. Kannst du sie bitte noch einmal schicken? "
            + "Danke und viele Grüße\n\n"
            + "> We have sent the invoice.").ShouldBe(TextLanguage.German);

    [Theory]
    [InlineData("de", TextLanguage.German)]
    [InlineData("German", TextLanguage.German)]
    [InlineData("SV", TextLanguage.Swedish)]
    [InlineData("unknown", null)]
    [InlineData("2", null)]
    [InlineData("xx", null)]
    [InlineData("", null)]
    public void Read_CodeOrName_IsTheLanguage(string text, TextLanguage? language) => LanguageCodes.Read(text).ShouldBe(language);
}
