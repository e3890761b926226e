namespace InboxMind.Core.Sync.Folders;

/// <summary>What a look at one folder found: its checkpoint, and what is held back until new mail of all folders is stored.</summary>
internal sealed class FolderLook(RemoteFolder remote, FolderCheckpoint state)
{
    /// <summary>The checkpoint as it is stored.</summary>
    public FolderCheckpoint State { get; set; } = state;

    /// <summary>UIDs that are placed here and gone from the server.</summary>
    public List<uint> Vanished { get; } = [];

    /// <summary>UIDs that were set aside here and are gone from the server.</summary>
    public List<uint> VanishedAside { get; } = [];

    /// <summary>Whether the folder is new to us, or was renumbered.</summary>
    public bool IsFresh { get; set; }

    /// <summary>Messages in it when it was opened.</summary>
    public uint Exists => remote.Exists;

    /// <summary>Whether something is stored that was not found again when the folder was renumbered.</summary>
    public bool LeavesSome { get; init; }

    /// <summary>Whether something is missed here that may have been moved elsewhere.</summary>
    public bool MissesMail => LeavesSome || Vanished.Count > 0;

    /// <summary>Messages of which the server refuses to tell the flags.</summary>
    public List<uint> Flagless { get; } = [];

    /// <summary>Messages of which the index has to see something new.</summary>
    public List<EmailId> ToIndex { get; } = [];

    /// <summary>Whether the comparison was whole, so that the next one may begin where it ended.</summary>
    public bool IsCompared { get; set; } = true;

    /// <summary>Whether new mail was noted that came after the folder was opened.</summary>
    public bool IsOutrun { get; set; }

    /// <summary>The checkpoint once deletions are carried out: it moves up to the folder as it was when it was opened.</summary>
    public FolderCheckpoint Concluded()
    {
        var state = VanishedAside.Count == 0 ? State : State with
        {
            Quarantined = Math.Max(0, State.Quarantined - VanishedAside.Count),
            Undelivered = [.. State.Undelivered.Where(u => !VanishedAside.Contains(u.Uid))],
        };
        return IsCompared ? state with { HighestModSeq = remote.HighestModSeq, Exists = IsOutrun ? null : remote.Exists } : state;
    }
}
