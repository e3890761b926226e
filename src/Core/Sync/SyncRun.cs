using InboxMind.Core.Accounts;

namespace InboxMind.Core.Sync;

/// <summary>What all parts of one run share.</summary>
internal sealed class SyncRun(Tenant tenant, Mailbox mailbox, SyncLease lease, SyncProgress progress, TimeProvider time, TimeSpan budget)
{
    /// <summary>A run that gets no further for so long is given up, however busy its server seems: it holds a place that others wait for.</summary>
    private static readonly TimeSpan MaxStandstill = TimeSpan.FromMinutes(15);

    /// <summary>How often a mail may break the connection on its own: a network can be at fault once.</summary>
    private const int MaxBreaksAlone = 2;

    private readonly Dictionary<(string Folder, uint Uid), int> _breaksAlone = [];
    private readonly long _start = time.GetTimestamp();
    private long _lastStep = time.GetTimestamp();
    private int _batches;

    public Tenant Tenant => tenant;

    public Mailbox Mailbox => mailbox;

    public SyncLease Lease => lease;

    public SyncProgress Progress => progress;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether the time is used up. Each run stores something first, so that short ones come to an end as well.</summary>
    public bool IsOver => Batches > 0 && time.GetElapsedTime(_start) >= budget;

    /// <summary>UIDs that were on their way when the connection broke: fetched one by one, so that the one at fault is found.</summary>
    public HashSet<(string Folder, uint Uid)> Suspects { get; } = [];

    /// <summary>UIDs that broke the connection on their own: set aside.</summary>
    public HashSet<(string Folder, uint Uid)> Undeliverable { get; } = [];

    /// <summary>UIDs whose headers were on their way when the connection broke: they are fetched whole.</summary>
    public HashSet<(string Folder, uint Uid)> WithoutHeaders { get; } = [];

    /// <summary>Whose headers are being fetched now.</summary>
    public (string Folder, IReadOnlyList<uint> Uids)? HeadersInFlight { get; set; }

    /// <summary>What is being fetched now.</summary>
    public (string Folder, IReadOnlyList<uint> Uids)? InFlight { get; set; }

    /// <summary>Batches stored so far.</summary>
    public int Batches
    {
        get => _batches;
        set
        {
            _batches = value;
            NoteStep();
        }
    }

    /// <summary>Whether the run stands still. Read from another thread.</summary>
    public bool StandsStill => time.GetElapsedTime(Volatile.Read(ref _lastStep)) > MaxStandstill;

    /// <summary>Whether it was stopped since it stood still.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>How the mailbox stood when the run began.</summary>
    public required MailboxSync Before { get; init; }

    /// <summary>What the user should know although the run does not fail for it, in one sentence; the first such.</summary>
    public string? Remark { get; private set; }

    /// <summary>Why the run fails once all else is done.</summary>
    public MailServerException? Failure { get; private set; }

    /// <summary>Whether messages that are stored may turn up in new places: some vanished from another.</summary>
    public bool ExpectsMoves { get; set; }

    public void NoteStep() => Volatile.Write(ref _lastStep, time.GetTimestamp());

    /// <summary>Begins a pass over the mailbox.</summary>
    public void Begin() => (Remark, Failure) = (null, null);

    public void NoteRemark(string sentence) => Remark ??= sentence;

    public void NoteFailure(MailServerException failure) => Failure ??= failure;

    /// <summary>Learns from a broken connection what to fetch with care.</summary>
    public void NoteBreak()
    {
        if (HeadersInFlight is { } headers)
            WithoutHeaders.UnionWith(headers.Uids.Select(uid => (headers.Folder, uid)));
        HeadersInFlight = null;
        if (InFlight is not { } flight)
            return;
        foreach (var uid in flight.Uids)
        {
            var mail = (flight.Folder, uid);
            Suspects.Add(mail);
            if (flight.Uids.Count > 1)
                continue;
            _breaksAlone[mail] = _breaksAlone.GetValueOrDefault(mail) + 1;
            if (_breaksAlone[mail] >= MaxBreaksAlone)
                Undeliverable.Add(mail);
        }

        InFlight = null;
    }
}
