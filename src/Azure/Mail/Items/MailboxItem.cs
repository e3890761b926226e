using InboxMind.Core.Sync;

namespace InboxMind.Azure.Mail.Items;

/// <summary>A mailbox: its settings, how its sync stands, and who syncs it.</summary>
internal sealed record MailboxItem : MailItem
{
    public required string Name { get; init; }

    /// <summary>Null when the user has no such mailbox (any more).</summary>
    public MailboxSettings? Settings { get; init; }

    /// <summary>Null when it was never synced.</summary>
    public SyncRecord? Record { get; init; }

    public LeaseState? Lease { get; init; }
}
