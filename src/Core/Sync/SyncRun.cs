using InboxMind.Core.Accounts;

namespace InboxMind.Core.Sync;

/// <summary>What all parts of one run share.</summary>
internal sealed class SyncRun(Tenant tenant, Mailbox mailbox, SyncLease lease, SyncProgress progress, TimeProvider time, TimeSpan budget)
{
    /// <summary>How often a mail may break the connection on its own: a network can be at fault once.</summary>
    private const int MaxBreaksAlone = 2;

    private readonly Dictionary<(string Folder, uint Uid), int> _breaksAlone = [];
    private readonly long _start = time.GetTimestamp();

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

    /// <summary>What is being fetched now.</summary>
    public (string Folder, IReadOnlyList<uint> Uids)? InFlight { get; set; }

    /// <summary>Batches stored so far.</summary>
    public int Batches { get; set; }

    /// <summary>Whether messages that are stored may turn up in new places: some vanished from another.</summary>
    public bool ExpectsMoves { get; set; }

    /// <summary>Learns from a broken connection what to fetch with care.</summary>
    public void NoteBreak()
    {
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
