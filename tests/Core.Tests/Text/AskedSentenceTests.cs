using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class AskedSentenceTests
{
    [Theory]
    [InlineData("Anna,\n\nI like it. Could you send the plan by Friday? Thanks\nBen", "Could you send the plan by Friday?")]
    [InlineData("Wann kommst du?! Ich warte.", "Wann kommst du?!")]
    [InlineData("会議は何時ですか？よろしく", "会議は何時ですか？")]
    [InlineData("Is it \"ready?\"", "Is it \"ready?\"")]
    public void First_TextThatAsks_IsTheSentence(string text, string expected)
    {
        AskedSentence.IsIn(text).ShouldBeTrue();
        AskedSentence.First(text).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("The plan is ready.")]
    [InlineData("See https://example.com/find?q=1 for it.")]
    [InlineData("See https://example.com/find? for it.")]
    [InlineData("Yes, on Friday.\n\nOn 3 May 2026, Anna wrote:\n> When do you come?")]
    [InlineData("Done.\n\n-- \nBen Carter\nWhy print this?")]
    public void First_TextThatDoesNotAsk_IsNothing(string text)
    {
        AskedSentence.IsIn(text).ShouldBeFalse();
        AskedSentence.First(text).ShouldBeNull();
    }

    [Fact]
    public void First_SentenceWithoutEnd_IsCut()
    {
        var found = AskedSentence.First(string.Concat(Enumerable.Repeat("is it \ud83d\ude00 ", 100)) + "so?")!;

        found.Length.ShouldBeLessThanOrEqualTo(301);
        found.ShouldEndWith("…");
        char.IsHighSurrogate(found[^2]).ShouldBeFalse();
    }
}
