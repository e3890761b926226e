namespace InboxMind.Core.Sync;

/// <summary>Compares what is stored of a folder with the server: by QRESYNC, else by CONDSTORE and a look at which UIDs are left
/// (RFC 7162), else flag by flag.</summary>
internal sealed class CompareFolder(ISyncedMail mail)
{
    /// <summary>UIDs compared at a time, so that memory stays bounded.</summary>
    private const uint Window = 20_000;

    /// <summary>Writes changed flags, and notes in the turn what vanished. Deletes nothing.</summary>
    public async Task RunAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, CancellationToken cancellation)
    {
        var state = turn.State;
        if (state.UidNext <= 1)
            return;
        var seen = new UidRange(1, state.UidNext - 1);
        if (state.HighestModSeq == 0 || folder.State.HighestModSeq == 0)
        {
            await CompareFlagsAsync(run, folder, turn, seen, cancellation);
            return;
        }

        var vanishedTold = false;
        if (folder.State.HighestModSeq != state.HighestModSeq)
        {
            var changes = await folder.ChangesAsync(seen, state.HighestModSeq, cancellation);
            await ApplyAsync(run, turn, changes.Flags, cancellation);
            if (changes.Vanished is { } vanished)
            {
                vanishedTold = true;
                turn.Vanished.AddRange(vanished.Where(u => u >= seen.First && u <= seen.Last));
            }
        }

        if (!vanishedTold && !folder.TellsVanished)
            await CompareUidsAsync(run, folder, turn, seen, cancellation);
    }

    /// <summary>Without QRESYNC: as many old messages as before means that none is gone.</summary>
    private async Task CompareUidsAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, UidRange seen, CancellationToken cancellation)
    {
        var arrived = await folder.FindAsync(new UidRange(seen.Last + 1, uint.MaxValue), since: null, cancellation);
        var arrivedCount = arrived.Count(u => u > seen.Last);
        if (folder.State.Exists == turn.State.Exists + arrivedCount)
            return;
        var there = await folder.FindAsync(seen, since: null, cancellation);

        // An answer with fewer UIDs than the folder has messages is no proof that anything is gone.
        if (there.Count + arrivedCount < folder.State.Exists)
        {
            turn.IsCompared = false;
            return;
        }

        await NoteMissingAsync(run, turn, seen, [.. there], cancellation);
    }

    private async Task CompareFlagsAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, UidRange seen, CancellationToken cancellation)
    {
        var there = await folder.FindAsync(new UidRange(1, uint.MaxValue), since: null, cancellation);
        if (there.Count < folder.State.Exists)
            turn.IsCompared = false;
        else
            await NoteMissingAsync(run, turn, seen, [.. there], cancellation);
        for (ulong first = seen.First; first <= seen.Last; first += Window)
        {
            var window = new UidRange((uint)first, (uint)Math.Min(seen.Last, first + Window - 1));
            if (there.Any(u => u >= window.First && u <= window.Last))
                await ApplyAsync(run, turn, await folder.FlagsAsync(window, cancellation), cancellation);
        }
    }

    private async Task NoteMissingAsync(SyncRun run, FolderTurn turn, UidRange seen, HashSet<uint> there, CancellationToken cancellation)
    {
        var stored = await mail.ListAsync(run.Tenant, run.Mailbox.Id, turn.State.Name, turn.State.UidValidity, seen, cancellation);
        turn.Vanished.AddRange(stored.Select(static s => s.Uid).Where(u => !there.Contains(u)));
    }

    private async Task ApplyAsync(SyncRun run, FolderTurn turn, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
    {
        if (flags.Count == 0)
            return;
        var changed = await mail.SetFlagsAsync(run.Tenant, run.Lease, turn.State.Name, turn.State.UidValidity, flags, cancellation);
        run.Progress.AddUpdated(changed.Placements);
        turn.ToIndex.AddRange(changed.ToIndex);
    }
}
