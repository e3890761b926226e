namespace InboxMind.Functions.Sync;

/// <summary>What schedules the turns of mailboxes that are due.</summary>
public enum SyncBy
{
    /// <summary>Items of the queue <c>sync-due</c>, each for many mailboxes; orchestrations for those that are behind only.</summary>
    Messages,

    /// <summary>An orchestration for every turn.</summary>
    Orchestrations,
}
