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
    [InlineData("Größe ÉTÉ Ångström", "große|ete|angstrom")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ПРИВЕТ", "привет")]
    [InlineData("評価機 を送る", "評価機|を送る")]
    [InlineData("snake_case", "snake|case")]
    [InlineData("\u0301 \u0302\u0303", "")]
    [InlineData("a\0b", "a|b")]
    public void Of_Text_GivesFoldedWords(string text, string words) => string.Join('|', Words.Of(text).Select(static w => w.Text)).ShouldBe(words);

    [Fact]
    public void Of_Text_GivesTheirPlaces() => Words.Of(" Größe, x").ShouldBe([new Word(1, 5, "große"), new Word(8, 1, "x")]);

    [Fact]
    public void Of_LoneSurrogates_DoesNotThrow() => Words.Of("a\ud800b \udc00").ShouldNotBeEmpty();

    [Fact]
    public void Of_AnyText_GivesCleanWordsInOrderThatFoldToThemselves() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["aÄé\u0301 .-_9\ud800\udc00😀ǅ"], 0, 40]).Sample(
            static text =>
            {
                var end = 0;
                foreach (var word in Words.Of(text))
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
            iter: 10_000);

    [Theory]
    [InlineData('a')]
    [InlineData('é')]
    [InlineData('\u0301')]
    [InlineData('\ud800')]
    public void Of_OneCharacterAMillionTimes_TakesNoTime(char c) =>
        Quickly.Run(() => Words.Of(new string(c, 1_000_000))).Count.ShouldBeLessThanOrEqualTo(1);
}
