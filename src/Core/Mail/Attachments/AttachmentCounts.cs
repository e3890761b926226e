namespace InboxMind.Core.Mail.Attachments;

/// <summary>How attachments stand.</summary>
/// <param name="Waiting">Messages whose attachments are still to be read.</param>
/// <param name="Outcomes">How many attachments each outcome had, those with none left out.</param>
public sealed record AttachmentCounts(long Waiting, IReadOnlyDictionary<AttachmentOutcome, long> Outcomes)
{
    public static readonly AttachmentCounts None = new(0, new Dictionary<AttachmentOutcome, long>());

    /// <summary>How many had one outcome.</summary>
    public long this[AttachmentOutcome outcome] => Outcomes.GetValueOrDefault(outcome);
}
