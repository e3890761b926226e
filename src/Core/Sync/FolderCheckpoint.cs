namespace InboxMind.Core.Sync;

/// <summary>How far a folder is synced.</summary>
public sealed record FolderCheckpoint
{
    /// <summary>The full name with '/' between levels.</summary>
    public required string Name { get; init; }

    /// <summary>The UIDVALIDITY that every number here belongs to.</summary>
    public required uint UidValidity { get; init; }

    /// <summary>The lowest UID not looked at yet: what is below is stored, set aside, gone, or in <see cref="Pending"/>.</summary>
    public uint UidNext { get; init; } = 1;

    /// <summary>Flags and deletions are known up to here (RFC 7162); 0 when the server does not say.</summary>
    public ulong HighestModSeq { get; init; }

    /// <summary>Messages in the folder when it was last compared, as long as <see cref="UidNext"/> is of that time too; null when
    /// new mail was noted since, as in a run that was stopped: then a count proves nothing.</summary>
    public uint? Exists { get; init; }

    /// <summary>UIDs still to fetch, the newest first: each range shrinks from its upper end.</summary>
    public IReadOnlyList<UidRange> Pending { get; init; } = [];

    /// <summary>Messages the server did not deliver, at most <see cref="Sync.Undelivered.MaxInFolder"/>.</summary>
    public IReadOnlyList<Undelivered> Undelivered { get; init; } = [];

    /// <summary>Mail that arrived before this day was left out so far; null when none was.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Whether <see cref="Pending"/> names messages again that are stored, since older mail is wanted than before.</summary>
    public bool Widening { get; init; }

    /// <summary>Whether placements of an older UIDVALIDITY are kept until <see cref="Pending"/> is empty.</summary>
    public bool Rebuilding { get; init; }

    /// <summary>How often in a row the folder was renumbered although it held the same messages: some servers do so each time.</summary>
    public int Renumberings { get; init; }

    /// <summary>Why it cannot be read now; null when it can.</summary>
    public FolderTrouble? Trouble { get; init; }

    /// <summary>Messages looked at since the folder was begun, without those that are gone by now.</summary>
    public long Found { get; init; }

    /// <summary>Messages of them that were fetched whole.</summary>
    public long Fetched { get; init; }

    /// <summary>Messages of them that were set aside.</summary>
    public long Quarantined { get; init; }

    /// <summary>A folder that is new to us, or renumbered.</summary>
    public static FolderCheckpoint Start(RemoteFolder folder, DateOnly? since, FolderCheckpoint? before) => new()
    {
        Name = folder.Name,
        UidValidity = folder.UidValidity,
        HighestModSeq = folder.HighestModSeq,
        Exists = folder.Exists,
        Since = since,
        Rebuilding = before is { UidValidity: not 0 },
        Trouble = before?.Trouble,
    };

    /// <summary>A folder that cannot be read, before it was ever opened.</summary>
    public static FolderCheckpoint NeverRead(string name) => new() { Name = name, UidValidity = 0 };

    /// <summary>Puts the UIDs below <paramref name="next"/> that were not looked at before in front of what is pending.</summary>
    public FolderCheckpoint Arrived(uint next) => next > UidNext
        ? this with { UidNext = next, Pending = [new UidRange(UidNext, next - 1), .. Pending] }
        : this;

    /// <summary>Whether it is time to ask again for something the server did not deliver.</summary>
    public bool HasDue(DateTimeOffset now) => Undelivered.Any(u => u.IsDue(now));

    /// <summary>Notes from which day on mail is wanted now. When that is earlier than before, everything that was looked at is pending once
    /// more: what was left out then has no number of its own.</summary>
    public FolderCheckpoint From(DateOnly? since) => since == Since
        ? this
        : Since is null || since > Since || UidNext == 1
            ? this with { Since = since }
            : this with { Since = since, Pending = [new UidRange(1, UidNext - 1)], Widening = true };

    /// <summary>Puts what is due among what is pending.</summary>
    public FolderCheckpoint AskAgain(DateTimeOffset now) => !HasDue(now)
        ? this
        : this with
        {
            Pending = [.. Pending, .. Undelivered.Where(u => u.IsDue(now)).OrderByDescending(static u => u.Uid)
                .Select(static u => new UidRange(u.Uid, u.Uid))],
            Undelivered = [.. Undelivered.Select(u => u.IsDue(now) ? u.Again(now) : u)],
        };

    /// <summary>About how many messages of a folder are still to be fetched, new ones included.</summary>
    public static long ToFetchOf(RemoteFolder folder, FolderCheckpoint? state) => state is null or { UidValidity: 0 }
        ? folder.Exists
        : state.ToFetch + (folder.UidValidity == state.UidValidity ? Math.Max(0L, folder.UidNext - (long)state.UidNext) : 0);

    /// <summary>About how many messages are still to be fetched: of the UIDs pending some may be gone.</summary>
    public long ToFetch
    {
        get
        {
            var uids = Pending.Sum(static r => (long)r.Last - r.First + 1);
            return Exists is { } exists && UidNext > 1 ? Math.Min(uids, (long)Math.Ceiling(uids * (exists / (UidNext - 1d)))) : uids;
        }
    }
}
