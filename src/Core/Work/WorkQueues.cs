namespace InboxMind.Core.Work;

/// <summary>The queues' names, and how often an item is tried.</summary>
public static class WorkQueues
{
    /// <summary>Ids of messages to index.</summary>
    public const string IndexMail = "index-mail";

    /// <summary>Mailboxes a person wants synced now.</summary>
    public const string SyncMailbox = "sync-mailbox";

    /// <summary>Mailboxes whose sync is due by the schedule, many in an item.</summary>
    public const string SyncDue = "sync-due";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [IndexMail, SyncMailbox, SyncDue];

    /// <summary>An item handed out this often without being completed is set aside.</summary>
    public const int MaxDequeueCount = 5;
}
