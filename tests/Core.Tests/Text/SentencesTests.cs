using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Mr. Smith paid. He paid 3.50 euros... and left!", "Mr. Smith paid.|He paid 3.50 euros... and left!")]
    [InlineData("Really?! \"Yes.\" He said so (twice.) And left", "Really?!|\"Yes.\"|He said so (twice.)|And left")]
    [InlineData("It is J. Smith, e.g. This one. U.S. Army", "It is J. Smith, e.g. This one.|U.S. Army")]
    [InlineData("終わり。次へ！", "終わり。|次へ！")]
    public void Of_Text_EndsWhereSentencesEnd(string text, string sentences) =>
        Sentences.Split(text).Select(static s => s.Text).ShouldBe(sentences.Split('|'));

    [Fact]
    public void Of_SentenceWithoutEnd_IsCutBetweenWordsAndLosesNone()
    {
        var text = string.Join(' ', Enumerable.Range(0, 50_000).Select(static i => $"word{i}"));

        var sentences = Sentences.Split(text);

        sentences.ShouldAllBe(static s => s.Text.Length <= 2_000);
        string.Join(' ', sentences.Select(static s => s.Text)).ShouldBe(text);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("\"")]
    [InlineData("!?")]
    [InlineData(". ")]
    [InlineData("> ")]
    [InlineData("wrote:\n")]
    [InlineData("On Monday wrote:\n> x\n")]
    [InlineData("💶")]
    public void Of_HostileText_StaysWithinItsBounds(string repeated) => Quickly.Run(() =>
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)) + "x";
        Sentences.Split(text).ShouldAllBe(static s => s.Text.Length <= 2_000);
        return NewText.Extract($"{new string('y', 1_000_000)}\n{text}").Length;
    });

    [Fact]
    public void Of_ManyTinySentences_AreAllThere() =>
        Sentences.Split(string.Concat(Enumerable.Repeat("Go. ", 100_000))).Count.ShouldBe(100_000);
}
