namespace InboxMind.Core.Sync.Status;

/// <summary>Tells a person how the sync of a mailbox stands.</summary>
public sealed class ReadSyncStatus(IMailboxStore mailboxes, ISyncStateStore states, ISyncedMail mail, TimeProvider time)
{
    /// <summary>One mailbox; null when the owner has no such.</summary>
    public async Task<SyncStatus?> ReadAsync(Owner owner, MailboxId id, CancellationToken cancellation) =>
        await mailboxes.GetAsync(owner, id, cancellation) is { } mailbox ? await ReadAsync(owner, mailbox, cancellation) : null;

    /// <summary>All mailboxes of the owner, by id.</summary>
    public async Task<IReadOnlyList<SyncStatus>> ReadAsync(Owner owner, CancellationToken cancellation)
    {
        var all = new List<SyncStatus>();
        foreach (var mailbox in await mailboxes.ListAsync(owner, cancellation))
            all.Add(await ReadAsync(owner, mailbox, cancellation));
        return all;
    }

    private async Task<SyncStatus> ReadAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation)
    {
        var (stored, indexed) = await mail.CountAsync(owner, mailbox.Id, cancellation);
        var status = new SyncStatus(
            mailbox, await states.GetAsync(owner, mailbox.Id, cancellation), await states.ListFoldersAsync(owner, mailbox.Id, cancellation),
            stored, indexed);
        return status with { Rate = RateOf(status) };
    }

    /// <summary>Waiting for other mailboxes counts: it is how fast this one really fills.</summary>
    private double? RateOf(SyncStatus status)
    {
        if (status.State is not { State: SyncState.Syncing, Began: { } began })
            return null;
        var seconds = (time.GetUtcNow() - began).TotalSeconds;
        var found = status.Found - status.State.FoundBefore;
        return found > 0 && seconds > 0 ? found / seconds : null;
    }
}

/// <summary>How the sync of a mailbox stands.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="State">What its runs noted.</param>
/// <param name="Folders">Its folders as far as they were begun, by name.</param>
/// <param name="Stored">Messages of it that are stored; one that lies in several folders counts once.</param>
/// <param name="Indexed">Messages of these that the index holds.</param>
public sealed record SyncStatus(Mailbox Mailbox, SyncRecord State, IReadOnlyList<FolderCheckpoint> Folders, long Stored, long Indexed)
{
    /// <summary>Messages a second since the catching up began; null when none is going on or nothing was found yet.</summary>
    public double? Rate { get; init; }

    /// <summary>Messages looked at, over all folders.</summary>
    public long Found => Folders.Sum(static f => f.Found);

    /// <summary>Messages that were fetched whole.</summary>
    public long Fetched => Folders.Sum(static f => f.Fetched);

    /// <summary>Messages that were set aside.</summary>
    public long Quarantined => Folders.Sum(static f => f.Quarantined);

    /// <summary>About how many are still to be fetched.</summary>
    public long ToFetch => Folders.Sum(static f => f.ToFetch);

    /// <summary>About how long that takes; null when it cannot be told.</summary>
    public TimeSpan? TimeLeft => Rate is { } rate ? TimeSpan.FromSeconds(Math.Ceiling(ToFetch / rate)) : null;
}
