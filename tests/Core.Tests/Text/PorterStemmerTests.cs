using CsCheck;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class PorterStemmerTests
{
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("relational", "relat")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("agreed", "agre")]
    [InlineData("adoption", "adopt")]
    [InlineData("controlling", "control")]
    [InlineData("cats", "cat")]
    [InlineData("caress", "caress")]
    [InlineData("feed", "feed")]
    [InlineData("plastered", "plaster")]
    [InlineData("bled", "bled")]
    [InlineData("motoring", "motor")]
    [InlineData("sing", "sing")]
    [InlineData("conflated", "conflat")]
    [InlineData("troubling", "troubl")]
    [InlineData("sized", "size")]
    [InlineData("hissing", "hiss")]
    [InlineData("fizzed", "fizz")]
    [InlineData("sky", "sky")]
    [InlineData("conditional", "condit")]
    [InlineData("digitizer", "digit")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("hopefulness", "hope")]
    [InlineData("electrical", "electr")]
    [InlineData("goodness", "good")]
    [InlineData("replacement", "replac")]
    [InlineData("irritant", "irrit")]
    [InlineData("probate", "probat")]
    [InlineData("cease", "ceas")]
    [InlineData("roll", "roll")]
    [InlineData("generalizations", "gener")]
    [InlineData("oscillators", "oscil")]
    public void Stem_PublishedExample_GivesPublishedStem(string word, string stem) => PorterStemmer.Stem(word).ShouldBe(stem);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("is")]
    [InlineData("größen")]
    [InlineData("Running")]
    [InlineData("ipv6s")]
    [InlineData("評価機")]
    [InlineData("\ud800")]
    public void Stem_WordItDoesNotKnow_StaysAsItIs(string word) => PorterStemmer.Stem(word).ShouldBe(word);

    [Theory]
    [InlineData('y')]
    [InlineData('a')]
    [InlineData('s')]
    public void Stem_EndlessWord_StaysAsItIs(char c)
    {
        var word = new string(c, 1_000_000);

        Quickly.Run(() => PorterStemmer.Stem(word)).ShouldBe(word);
    }

    [Fact]
    public void Stem_AnyWord_IsNoLongerAndNotEmpty()
    {
        string[] endings =
            ["sses", "ies", "ss", "s", "eed", "ed", "ing", "ational", "ization", "iveness", "biliti", "ement", "sion", "tion", "y", "e",
                "ll", "ate"];
        Gen.Select(Gen.String[Gen.Char["abeioyslt"], 0, 6], Gen.Int[0, endings.Length - 1].Array[0, 3])
            .Select((stem, picks) => stem + string.Concat(picks.Select(i => endings[i])))
            .Sample(
                static word =>
                {
                    var stem = PorterStemmer.Stem(word);
                    stem.Length.ShouldBeLessThanOrEqualTo(word.Length);
                    (stem.Length > 0).ShouldBe(word.Length > 0);
                },
                iter: Iterations.Of(20_000));
    }

    [Fact]
    public void Stem_AnyText_DoesNotThrow() => Gen.String.Sample(static text => { PorterStemmer.Stem(text); }, iter: Iterations.Of(3_000));
}
