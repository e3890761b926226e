using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Sync.Fetching;

/// <summary>One run over a mailbox: whose it is, how far it is, and how long it may take.</summary>
/// <param name="mailbox">The mailbox.</param>
/// <param name="held">Its lease.</param>
/// <param name="before">How the mailbox stood when the run began.</param>
/// <param name="progress">Told what is done.</param>
/// <param name="time">Measures the time.</param>
/// <param name="budget">How long it may take.</param>
/// <param name="askedFor">Whether a person asked for it: what is to be tried later is tried now.</param>
internal sealed class SyncRun(
    Mailbox mailbox, HeldLease held, SyncRecord before, SyncProgress progress, TimeProvider time, TimeSpan budget, bool askedFor)
{
    /// <summary>A run that gets no further for so long is given up, however busy its server seems: it holds a place that others wait
    /// for.</summary>
    private static readonly TimeSpan MaxStandstill = TimeSpan.FromMinutes(15);

    private readonly long _start = time.GetTimestamp();
    private long _lastStep = time.GetTimestamp();

    public Owner Owner => held.Owner;

    public Mailbox Mailbox => mailbox;

    public SyncLease Lease => held.Lease;

    public SyncRecord Before => before;

    public SyncProgress Progress => progress;

    public bool AskedFor => askedFor;

    /// <summary>What of the server is done without; see <see cref="ImapConnection.Without"/>.</summary>
    public string Without { get; set; } = before.Without;

    /// <summary>Folders that are not synced.</summary>
    public IReadOnlyList<LeftOutFolder> LeftOut { get; set; } = before.LeftOut;

    /// <summary>Known messages found in a new place so far.</summary>
    public int Placed { get; set; }

    public DeliveryTrouble Delivery { get; } = new();

    public FolderTroubles Folders { get; } = new();

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether the time is used up. Each run stores something first, so that short ones come to an end as well.</summary>
    public bool IsOver => Batches > 0 && time.GetElapsedTime(_start) >= budget;

    /// <summary>Batches stored so far.</summary>
    public int Batches { get; private set; }

    /// <summary>Whether it was stopped since it stood still.</summary>
    public bool IsGivenUp { get; private set; }

    public void NoteStep() => Volatile.Write(ref _lastStep, time.GetTimestamp());

    /// <summary>Counts as moved what lost a place and lies elsewhere. Where it found a new one is a move: what only lost one of two places
    /// was a copy. When an earlier run came to no end, the new place may be of that one.</summary>
    public void NoteRemoved(int placements, int erased)
    {
        var moved = Before.State == SyncState.UpToDate ? Math.Min(placements - erased, Placed) : placements - erased;
        Placed = Math.Max(0, Placed - moved);
        Progress.AddDeleted(erased);
        SyncSignals.Gone(mailbox, erased);
        Progress.AddMoved(Math.Max(0, moved));
    }

    public void NoteBatch()
    {
        Batches++;
        NoteStep();
    }

    /// <summary>Gives the run up when it stands still. Called from another thread.</summary>
    /// <returns>Whether it is given up.</returns>
    public bool GiveUpWhenStill() => IsGivenUp = IsGivenUp || time.GetElapsedTime(Volatile.Read(ref _lastStep)) > MaxStandstill;
}
