namespace InboxMind.Azure.Mail.Items;

/// <summary>A message that is gone, and that the index may hold.</summary>
internal sealed record RemovedItem : MailItem
{
    /// <summary>When it went, in milliseconds.</summary>
    public long Pending { get; init; }
}
