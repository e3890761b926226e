using InboxMind.Core.Index;
using InboxMind.Embedded.Index;

namespace InboxMind.Embedded.Tests.Index;

public sealed class FusionTests
{
    private const double Whole = 10;

    private static readonly SimilarityScale Scale = new(Least: 0.2f, Full: 0.5f);

    [Fact]
    public void Add_WordsFitBadlyAndNothingIsSimilar_ScoresLow() =>
        Fusion.Add(Words((1, 2)), Whole, [], Scale, Ranking.Usual)[1].ShouldBeLessThan(0.1);

    [Fact]
    public void Add_NoVectors_BestWordsHaveFullScore() => Fusion.Add(Words((1, 2)), Whole, null, Scale, Ranking.Usual)[1].ShouldBe(1);

    [Fact]
    public void Add_WordsFitWell_WordsLead()
    {
        var scores = Fusion.Add(Words((1, 12)), Whole, new() { [2] = 0.5f }, Scale, Ranking.Usual);

        scores[1].ShouldBeGreaterThan(scores[2]);
    }

    [Fact]
    public void Add_FewOfTheWordsAreFound_MeaningLeads()
    {
        var scores = Fusion.Add(Words((1, 4)), Whole, new() { [2] = 0.3f }, Scale, Ranking.Usual);

        scores[2].ShouldBeGreaterThan(scores[1]);
    }

    private static Dictionary<long, double> Words(params (long Mail, double Score)[] scores) =>
        scores.ToDictionary(static s => s.Mail, static s => s.Score);
}
