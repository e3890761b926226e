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

    [Theory]
    [InlineData("It costs 5 [3]. It is late [1][3].", "It costs 5 [1] It is late [2][1]", "3 1", 0)]
    [InlineData("It costs 5 [3][3] [3].", "It costs 5 [1]", "3", 0)]
    [InlineData("It costs 5 [2, 1].", "It costs 5 [1][2]", "2 1", 0)]
    [InlineData("It costs 5 [2], [1].", "It costs 5 [1][2]", "2 1", 0)]
    [InlineData("It costs 5 [2]; [1]! It is late [3].", "It costs 5 [1][2] It is late [3]", "2 1 3", 0)]
    [InlineData("It costs 5 [2], it is late [1].", "It costs 5 [1] , it is late [2]", "2 1", 0)]
    public void Check_Citations_AreNumberedInTheOrderTheyCome(string said, string text, string cited, int dropped) =>
        ShouldBe(CitationCheck.Check(said, 3), text, cited, dropped);

    [Theory]
    [InlineData("It costs 5 [0].", "", "", 1)]
    [InlineData("It costs 5 [4].", "", "", 1)]
    [InlineData("It costs 5 [4][3].", "It costs 5 [1]", "3", 0)]
    [InlineData("It costs 5 [1]. It is late.", "It costs 5 [1]", "1", 1)]
    [InlineData("It costs 5 [4]. It is late [1].", "It is late [1]", "1", 1)]
    [InlineData("… [1] It costs 5 [2]", "It costs 5 [1]", "2", 1)]
    [InlineData("[1] It costs 5 [2]", "It costs 5 [1]", "2", 0)]
    [InlineData("", "", "", 0)]
    [InlineData("  \n", "", "", 0)]
    public void Check_SentenceWithoutASourceThatWasGiven_IsDropped(string said, string text, string cited, int dropped) =>
        ShouldBe(CitationCheck.Check(said, 3), text, cited, dropped);

    [Theory]
    [InlineData("It costs 5 [1]. It is late [2].", "It costs 5 [1] It is late [2]", 2)]
    [InlineData("It costs 5 [1]! Is it late? [2]? Yes [2]", "It costs 5 [1] Is it late? [2] Yes [2]", 3)]
    [InlineData("It costs 5 [1]: it is late [2]", "It costs 5 [1] : it is late [2]", 2)]
    public void Check_SignAtTheEndOfASentence_IsNoPartOfTheNext(string said, string text, int claims)
    {
        var seen = new List<string>();

        var answer = CitationCheck.Check(said, 2, (claim, _) =>
        {
            seen.Add(claim);
            return claim;
        });

        answer.Text.ShouldBe(text);
        seen.Count.ShouldBe(claims);
    }

    [Fact]
    public void Check_ClaimThatIsCleaned_StandsByWhatIsLeftOfIt()
    {
        var asked = new List<string>();

        var answer = CitationCheck.Check("It costs 5 [2][1]. It is late [1]. Nobody knows.", 2, (claim, cited) =>
        {
            asked.Add($"{claim}: {string.Join(' ', cited)}");
            return claim.StartsWith("It is", StringComparison.Ordinal) ? " . " : $" {claim}0 ";
        });

        asked.ShouldBe(["It costs 5: 2 1", "It is late: 1"], "one without a source is not asked about");
        ShouldBe(answer, "It costs 50 [1][2]", "2 1", 2);
    }

    private static void ShouldBe(CheckedAnswer answer, string text, string cited, int dropped)
    {
        answer.Text.ShouldBe(text);
        string.Join(' ', answer.Cited).ShouldBe(cited);
        answer.Dropped.ShouldBe(dropped);
    }
}
