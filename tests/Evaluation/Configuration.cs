using InboxMind.Embedded.Index;

namespace InboxMind.Evaluation;

/// <summary>A way to rank that is measured.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Ranking">How the index ranks.</param>
internal sealed record Configuration(string Name, Ranking Ranking)
{
    private static readonly Ranking Usual = Ranking.Usual;

    private static readonly Ranking Words = Usual with { UsesVectors = false };

    private static readonly Bm25 Texts = Bm25.Mails with { K1 = 1.2, B = 0.75 };

    /// <summary>What is in use; all others are compared with it.</summary>
    public static readonly Configuration InUse = new("**in use**", Usual);

    /// <summary>Words and vectors alone, and what is in use without each of its ideas.</summary>
    public static readonly IReadOnlyList<Configuration> All =
    [
        InUse,
        new("words alone", Words),
        new("words alone, K1 = 1.2, B = 0.75", Words with { Words = Texts }),
        new("words alone, mistakes stay", Words with { TakesMistakes = false }),
        new("meaning alone", Usual with { UsesWords = false }),
        new("K1 = 1.2, B = 0.75", Usual with { Words = Texts }),
        new("typing mistakes stay", Usual with { TakesMistakes = false }),
        new("words lead however they fit", Usual with { FitPower = 0 }),
        new("mails that are not near count as not similar", Usual with { RestIsNear = false }),
        new("400 pieces compared again", Usual with { Pieces = 400 }),
        new("lists of 100 mails", Usual with { Depth = 100 }),
    ];

    /// <summary>The numbers that cross-validation chooses from.</summary>
    public static readonly IReadOnlyList<Configuration> Grid =
    [
        .. from weight in new[] { 0.2, 0.4, 0.6 }
           from k1 in new[] { 1.2, 3, 5 }
           from power in new[] { 1.0, 2 }
           select new Configuration(
               FormattableString.Invariant($"meaning {weight}, K1 {k1}, power {power}"),
               Usual with { VectorWeight = weight, FitPower = power, Words = Bm25.Mails with { K1 = k1 } }),
    ];
}
