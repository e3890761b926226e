using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;

namespace InboxMind.Core.Tests.Answers;

public sealed class CitationCheckTests
{
    [Theory]
    [InlineData("It costs 5. [1] It is late [2][1].", 2, "It costs 5. [1] |It is late [2][1]")]
    [InlineData("One.\nTwo: “a, b” [7]", 7, "One.\nTwo: “a, b” [1]")]
    [InlineData("A [card number removed] was sent [1]. Grüße 💶 [1]", 1, "A [card number removed] was sent [1] |Grüße 💶 [1]")]
    public void Pieces_CheckedText_AreItsSentencesAndTogetherTheText(string said, int sources, string pieces)
    {
        var text = CitationCheck.Check(said, sources).Text;

        CitationCheck.Pieces(text).ShouldBe(pieces.Split('|'));
        string.Concat(CitationCheck.Pieces(text)).ShouldBe(text);
    }

    [Fact]
    public void Pieces_TextWithoutCitations_IsOne() =>
        CitationCheck.Pieces(AskQuestion.NotFoundText).ShouldBe([AskQuestion.NotFoundText]);
}
