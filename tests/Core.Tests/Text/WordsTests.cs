using CsCheck;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class WordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("We take the bath.", "we|take|the|bath")]
    [InlineData("e-mail's 5,000.50", "e|mail|s|5|000|50")]
    [InlineData("anna@x.example", "anna|x|example")]
    [InlineData("Größe ÉTÉ Ångström", "grosse|ete|angstrom")]
    [InlineData("Straße STRASSE STRAẞE", "strasse|strasse|strasse")]
    [InlineData("Łódź København Đakovo Ærø Þór œuvre", "lodz|kobenhavn|dakovo|aero|thor|oeuvre")]
    [InlineData("Ａ１ ﬁn ① ½x", "a1|fin|x")]
    [InlineData("Zu\u00ADsage می\u200Cخواهم x\u2060y", "zusage|ميخواهم|xy")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ|οδοσ")]
    [InlineData("ещё ЕЩЕ йод", "еще|еще|йод")]
    [InlineData("ٱلْكِتَاب کتاب ٢٠٢٦", "الكتاب|كتاب|2026")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("ʻOkina ᎠᎡ ꭰꭱ", "ʻokina|ꭰꭱ|ꭰꭱ")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ПРИВЕТ", "привет")]
    [InlineData("評価機 を送るPDF版", "評|価|機|を|送|る|pdf|版")]
    [InlineData("회의를", "회|의|를")]
    [InlineData("ประชุม", "ป|ร|ะ|ช\u0E38|ม")]
    [InlineData("𠮷野家x", "𠮷|野|家|x")]
    [InlineData("か\u3099く", "が|く")]
    [InlineData("a’b—c…", "a|b|c")]
    [InlineData("snake_case", "snake|case")]
    [InlineData("\u0301 \u0302\u0303", "")]
    [InlineData("a\0b", "a|b")]
    public void Of_Text_GivesFoldedWords(string text, string words) => string.Join('|', Words.Split(text).Select(static w => w.Text))
        .ShouldBe(words);

    [Fact]
    public void Of_Text_GivesTheirPlaces() => Words.Split(" Größe, x").ShouldBe([new Word(1, 5, "grosse"), new Word(8, 1, "x")]);

    [Theory]
    [InlineData("", "")]
    [InlineData("It’s “plain” – Größe, Привет", "It s plain grosse, привет")]
    [InlineData("明天会议。10点", "明 天 会 议 10 点")]
    [InlineData("会议 安排", "会 议 安 排")]
    [InlineData("𠮷野 PDF版", "𠮷 野 PDF 版")]
    public void ForIndex_Text_IsFoldedAndPartsLettersThatAreWords(string text, string spaced) => Words.ForIndex(text).ShouldBe(spaced);

    [Fact]
    public void ForIndex_AnyText_HasTheSameWords() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["aé 。会议のガ\u3099회ไ\u0E38\ud842\udfb7"], 0, 40]).Sample(
            static text =>
            {
                var spaced = Words.ForIndex(text);
                Words.Split(spaced).Select(static w => w.Text).ShouldBe(Words.Split(text).Select(static w => w.Text));
                Words.ForIndex(spaced).TrimEnd().ShouldBe(spaced.TrimEnd());
            },
            iter: Iterations.Of(10_000));

    [Fact]
    public void Of_LoneSurrogates_DoesNotThrow() => Words.Split("a\ud800b \udc00").ShouldNotBeEmpty();

    [Fact]
    public void Of_AnyText_GivesCleanWordsInOrderThatFoldToThemselves() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["aÄé\u0301 .-_9\ud800\udc00😀ǅ会ไ\u0E38\ud842"], 0, 40]).Sample(
            static text =>
            {
                var end = 0;
                foreach (var word in Words.Split(text))
                {
                    word.Start.ShouldBeGreaterThanOrEqualTo(end);
                    word.Length.ShouldBeGreaterThan(0);
                    end = word.Start + word.Length;
                    end.ShouldBeLessThanOrEqualTo(text.Length);
                    word.Text.ShouldNotBeEmpty();
                    word.Text.All(Words.IsWordCharacter).ShouldBeTrue();
                    Words.Fold(word.Text).ShouldBe(word.Text);
                }
            },
            iter: Iterations.Of(10_000));

    [Theory]
    [InlineData('a')]
    [InlineData('é')]
    [InlineData('\u0301')]
    [InlineData('\ud800')]
    public void Of_OneCharacterAMillionTimes_TakesNoTime(char c) =>
        Quickly.Run(() => Words.Split(new string(c, 1_000_000))).Count.ShouldBeLessThanOrEqualTo(1);
}
