namespace InboxMind.Core.Sync;

/// <summary>A folder that is not synced.</summary>
/// <param name="Name">Its full name with '/' between levels.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOutFolder(string Name, LeftOutReason Reason)
{
    /// <summary>More are not kept.</summary>
    public const int MaxListed = 200;
}

/// <summary>Why a folder is not synced.</summary>
public enum LeftOutReason
{
    Drafts,
    Junk,
    Trash,

    /// <summary>A view of messages that lie elsewhere.</summary>
    View,

    /// <summary>Its messages are in the folder that holds all.</summary>
    InAll,

    /// <summary>Another person's.</summary>
    AnotherUser,

    /// <summary>Everyone's.</summary>
    Shared,

    /// <summary>A person named it as one to leave out.</summary>
    Excluded,

    /// <summary>A person named the folders to sync, and not this one.</summary>
    NotAsked,
}
