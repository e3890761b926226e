using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Looks at an open folder: compares what is stored of it, and fetches what is new.</summary>
internal sealed class LookAtFolder(SyncRun run, ISyncedMail mail, ISyncStateStore states, KnownMail known, FetchPending fetch)
{
    /// <summary>Looks.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="before">Its checkpoint; null when it is new to us.</param>
    /// <param name="expectsMoves">As of <see cref="FetchUntil.ExpectsMoves"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<FolderLook> LookAsync(IOpenFolder folder, FolderCheckpoint? before, bool expectsMoves, CancellationToken cancellation)
    {
        if (before is null || before.UidValidity != folder.State.UidValidity)
            return await StartAsync(folder, before, expectsMoves, cancellation);
        if (folder.State.UidNext != 0 && folder.State.UidNext < before.UidNext)
        {
            // Numbers are given only once (RFC 9051, 2.3.1.1): this is another folder of the same name, and what it calls 7 is another
            // mail.
            while (await mail.DetachAsync(run.Owner, run.Lease, before.Name, before.UidValidity, cancellation) > 0)
                run.NoteStep();
            return await StartAsync(folder, before, expectsMoves, cancellation);
        }

        var state = before.From(run.Mailbox.Sync.Since).AskAgain(run.Now) with { Renumberings = 0 };
        if (state.Since != before.Since || state.Renumberings != before.Renumberings)
            await states.SaveFolderAsync(run.Owner, run.Lease, state, cancellation);
        var look = new FolderLook(folder.State, state);
        await new CompareFolder(run, mail, folder, look).CompareAsync(cancellation);
        var until = FetchUntil.NoneAbove(state.UidNext) with { ExpectsMoves = expectsMoves || look.MissesMail };
        await FetchNewAsync(folder, look, until, cancellation);
        return look;
    }

    /// <summary>Fetches what arrived since the last look.</summary>
    public async Task FetchNewAsync(IOpenFolder folder, FolderLook look, FetchUntil until, CancellationToken cancellation)
    {
        var seen = look.State.UidNext;
        var next = await UidNextAsync(folder, seen, cancellation);
        if (next > seen || look.IsFresh)
        {
            look.State = look.State.Arrived(next) with { Exists = look.IsFresh ? look.State.Exists : null };
            await states.SaveFolderAsync(run.Owner, run.Lease, look.State, cancellation);
        }

        look.State = await fetch.FetchAsync(folder, look.State, until, cancellation);
    }

    /// <summary>Begins a folder that is new to us, or was renumbered.</summary>
    private async Task<FolderLook> StartAsync(
        IOpenFolder folder, FolderCheckpoint? before, bool expectsMoves, CancellationToken cancellation)
    {
        var state = FolderCheckpoint.Start(folder.State, run.Mailbox.Sync.Since, before);
        var renumber = new RenumberFolder(run, mail, known, folder, state.Since);
        if (state.Rebuilding && await renumber.RenumberAsync(cancellation) is { } rest)
        {
            state = state with
            {
                UidNext = await UidNextAsync(folder, 1, cancellation),
                Pending = rest,
                Found = renumber.Flags.Count,
                Renumberings = before!.Renumberings + 1,
            };
        }

        var look = new FolderLook(folder.State, state) { IsFresh = true, LeavesSome = renumber.LeavesSome };
        await KeepAsync(look, renumber.Flags, cancellation);

        // The newest mail of all folders comes first. What is renumbered each time it is opened is better not opened again.
        var until = state.Renumberings > 1 ? FetchUntil.NothingPending : FetchUntil.OneBatch;
        await FetchNewAsync(folder, look, until with { ExpectsMoves = expectsMoves || look.MissesMail }, cancellation);
        return look;
    }

    /// <summary>Notes what was kept under new numbers. A server that renumbers each time moved nothing.</summary>
    private async Task KeepAsync(FolderLook look, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
    {
        if (flags.Count == 0)
            return;
        var changed = await mail.SetFlagsAsync(run.Owner, run.Lease, look.State.Name, look.State.UidValidity, flags, cancellation);
        look.ToIndex.AddRange(changed.ToIndex);
        run.Progress.AddUpdated(changed.Placements);
        if (look.State.Renumberings > 1)
            return;
        run.Progress.AddFound(flags.Count);
        run.Progress.AddKnown(flags.Count);
        run.Progress.AddMoved(flags.Count);
    }

    private static async Task<uint> UidNextAsync(IOpenFolder folder, uint seen, CancellationToken cancellation)
    {
        if (folder.State.UidNext > 0)
            return Math.Max(seen, folder.State.UidNext);

        // A server that does not tell UIDNEXT: what is there counts.
        var uids = await folder.FindAsync(new UidRange(seen, uint.MaxValue), since: null, cancellation);
        return uids.Where(u => u >= seen && u < uint.MaxValue).Select(static u => u + 1).DefaultIfEmpty(seen).Max();
    }
}
