namespace InboxMind.Embedded.Index;

/// <summary>The numbers of BM25.</summary>
/// <param name="Weights">What a word counts in each column.</param>
/// <param name="K1">How far a word's repeating counts: 0 not at all.</param>
/// <param name="B">How much a mail's length counts, 0 to 1.</param>
/// <param name="Attached">What a word counts that stands in the text of an attachment alone, as a share of the most that it can count:
/// less than almost any word of a mail's own, however often it stands there and however short the mail is.</param>
internal sealed record Bm25(double[] Weights, double K1, double B, double Attached)
{
    /// <summary>The column of the attachments' text, which no weight is for.</summary>
    public const int AttachedColumn = 8;

    /// <summary>For mails, whose lengths differ much more than those of other texts: subject, sender, To, Cc, Bcc, body, attachment names
    /// and facts. K1 and B are higher than usual, chosen by measuring, see docs/quality.md.</summary>
    public static readonly Bm25 Mails = new([2.0, 1.0, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0], K1: 3, B: 0.9, Attached: 0.1);
}
