namespace InboxMind.Embedded.Index;

/// <summary>How an index ranks. The usual numbers were chosen by measuring, see docs/quality.md; others are there to be measured.</summary>
internal sealed record Ranking
{
    public static readonly Ranking Usual = new();

    /// <summary>Whether words count.</summary>
    public bool UsesWords { get; init; } = true;

    /// <summary>Whether vectors count.</summary>
    public bool UsesVectors { get; init; } = true;

    /// <summary>How words are scored.</summary>
    public Bm25 Words { get; init; } = Bm25.Mails;

    /// <summary>The vectors' part where the words fit well; the words have the rest.</summary>
    public double VectorWeight { get; init; } = 0.45;

    /// <summary>With which power of their fit the weight of words falls where they fit badly.</summary>
    public double FitPower { get; init; } = 3;

    /// <summary>Whether a word that no mail holds is taken for the one that was meant.</summary>
    public bool TakesMistakes { get; init; } = true;

    /// <summary>Whether a mail with the words whose pieces are not among the nearest is taken to be as near as the last of these.</summary>
    public bool RestIsNear { get; init; } = true;

    /// <summary>Pieces found by their codes and compared again by their vectors.</summary>
    public int Pieces { get; init; } = 2_000;

    /// <summary>Mails taken from either list, unless more are asked for.</summary>
    public int Depth { get; init; } = 500;
}
