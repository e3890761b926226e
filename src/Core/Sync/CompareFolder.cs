namespace InboxMind.Core.Sync;

/// <summary>Compares what is stored of a folder with the server: by QRESYNC, else by CONDSTORE and a look at which UIDs are left
/// (RFC 7162), else flag by flag.</summary>
internal sealed class CompareFolder(ISyncedMail mail)
{
    /// <summary>Messages compared at a time, so that memory stays bounded.</summary>
    private const int Window = 20_000;

    /// <summary>Writes changed flags, and notes in the turn what vanished. Deletes nothing.</summary>
    public async Task RunAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, CancellationToken cancellation)
    {
        var state = turn.State;
        if (state.UidNext <= 1)
            return;
        var seen = new UidRange(1, state.UidNext - 1);

        // A count of changes that is lower than before begins anew, as after a repair of the server: what changed meanwhile is not told.
        if (state.HighestModSeq == 0 || folder.State.HighestModSeq < state.HighestModSeq)
        {
            await CompareFlagsAsync(run, folder, turn, seen, cancellation);
            return;
        }

        IReadOnlyList<UidRange>? vanished = folder.TellsVanished ? [] : null;
        if (folder.State.HighestModSeq != state.HighestModSeq)
        {
            var changes = await folder.ChangesAsync(seen, state.HighestModSeq, cancellation);
            await ApplyAsync(run, turn, changes.Flags, cancellation);
            vanished = changes.Vanished;
        }

        if (vanished is null)
        {
            await CompareUidsAsync(run, folder, turn, seen, cancellation);
            return;
        }

        var gone = new UidSet(vanished);
        if (gone.Within(seen) is { } span)
            await NoteVanishedAsync(run, turn, span, gone.Contains, cancellation);
    }

    /// <summary>Without QRESYNC: as many old messages as before means that none is gone.</summary>
    private async Task CompareUidsAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, UidRange seen, CancellationToken cancellation)
    {
        var arrived = await folder.FindAsync(new UidRange(seen.Last + 1, uint.MaxValue), since: null, cancellation);
        if (folder.State.Exists != turn.State.Exists + arrived.Count(u => u > seen.Last))
            _ = await CompareUidsAsync(run, folder, turn, cancellation);
    }

    private async Task CompareFlagsAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, UidRange seen, CancellationToken cancellation)
    {
        var there = await CompareUidsAsync(run, folder, turn, cancellation) ?? await folder.FindAsync(seen, since: null, cancellation);
        foreach (var some in there.Where(u => u <= seen.Last).Chunk(Window))
            await ApplyAsync(run, turn, await folder.FlagsAsync(new UidRange(some[0], some[^1]), cancellation), cancellation);
    }

    /// <returns>The UIDs that are there; null when the server does not tell them all, which is no proof that anything is gone.</returns>
    private async Task<IReadOnlyList<uint>?> CompareUidsAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, CancellationToken cancellation)
    {
        var there = await folder.ListAsync(cancellation);
        turn.IsCompared = there is not null;
        if (there is null)
            return null;
        var isThere = there.ToHashSet();
        await NoteVanishedAsync(run, turn, new UidRange(1, turn.State.UidNext - 1), uid => !isThere.Contains(uid), cancellation);
        return there;
    }

    /// <summary>Of what is gone only what is stored counts: a server may name any numbers.</summary>
    private async Task NoteVanishedAsync(
        SyncRun run, FolderTurn turn, UidRange span, Func<uint, bool> isGone, CancellationToken cancellation)
    {
        var stored = await mail.ListAsync(run.Tenant, run.Mailbox.Id, turn.State.Name, turn.State.UidValidity, span, cancellation);
        var aside = await mail.ListSetAsideAsync(run.Tenant, run.Mailbox.Id, turn.State.Name, turn.State.UidValidity, cancellation);
        turn.Vanished.AddRange(stored.Select(static s => s.Uid).Where(isGone));
        turn.VanishedAside.AddRange(aside.Where(u => u <= span.Last && isGone(u)));
    }

    private async Task ApplyAsync(SyncRun run, FolderTurn turn, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
    {
        run.NoteStep();
        if (flags.Count == 0)
            return;
        var changed = await mail.SetFlagsAsync(run.Tenant, run.Lease, turn.State.Name, turn.State.UidValidity, flags, cancellation);
        run.Progress.AddUpdated(changed.Placements);
        turn.ToIndex.AddRange(changed.ToIndex);
    }
}
