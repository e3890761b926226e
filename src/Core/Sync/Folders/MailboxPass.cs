using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>One pass over a mailbox on a connected server. New mail of all folders is stored before anything is removed: what was
/// moved is then known in its new place when it leaves the old one, and stays the same message.</summary>
internal sealed class MailboxPass(
    SyncRun run, IMailServer server, ISyncedMail mail, ISyncStateStore states, KnownMail knownMail, FetchPending fetch, RemoveGone remove)
{
    private const string Inbox = "INBOX";

    private readonly Dictionary<string, FolderLook> _looks = [];
    private List<RemoteFolder> _chosen = [];
    private Dictionary<string, FolderCheckpoint> _known = [];

    /// <summary>Whether messages that are stored may turn up in new places: some vanished from another.</summary>
    private bool _expectsMoves;

    /// <summary>What the user should know although the run does not fail for it, in one sentence; the first such.</summary>
    public string? Remark { get; private set; }

    /// <returns>Whether store and server agree now; else there is more to do.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var all = await ListAsync(cancellation);
        _known = (await states.ListFoldersAsync(run.Owner, run.Mailbox.Id, cancellation)).ToDictionary(static f => f.Name);
        _chosen = ChooseReadable(all);
        var lost = _known.Keys.Except(all.Select(static f => f.Name)).ToList();
        _expectsMoves = lost.Count > 0;

        foreach (var remote in _chosen.Where(NeedsLook).ToList())
        {
            if (run.IsOver)
                return false;
            await GuardAsync(remote, () => LookAsync(remote.Name, cancellation), cancellation);
        }

        var isFetched = false;
        if (lost.Count > 0 || _looks.Values.Any(static l => l.MissesMail))
        {
            // A mail may have been moved into a folder after that one was looked at, and before it was missed in the other.
            await LookForMovedAsync(cancellation);

            // It may also be among what is still to be fetched there, as in a folder that was renamed. While the mailbox is fetched for
            // the first time that would take too long: what was moved then may be fetched again.
            if (run.Before.LastSuccess is not null)
            {
                isFetched = await FetchRestAsync(cancellation);
                if (!isFetched)
                    return false;
            }
        }

        if (!run.Folders.HoldsBack)
        {
            foreach (var look in _looks.Values)
                await remove.RunAsync(look, cancellation);
            foreach (var folder in lost)
                await remove.RunAsync(folder, cancellation);
        }

        if (!isFetched && !await FetchRestAsync(cancellation))
            return false;
        foreach (var state in _chosen.Select(f => StateOf(f.Name)).OfType<FolderCheckpoint>())
        {
            if (state is { Rebuilding: true, Pending.Count: 0 } && !run.Folders.HoldsBack)
                await remove.FinishRebuildingAsync(state, cancellation);
            else if (state.Trouble is not null)
                await states.SaveFolderAsync(run.Owner, run.Lease, state with { Trouble = null }, cancellation);
        }

        Conclude(all);
        return true;
    }

    /// <summary>All was done that could be: what could not makes the run fail, or is remarked on.</summary>
    private void Conclude(IReadOnlyList<RemoteFolder> all)
    {
        var missing = FolderChoice.Missing(all, run.Mailbox.Sync);
        if (missing is not null && FolderChoice.Choose(all, run.Mailbox.Sync).Count == 0)
            throw new MailServerException(MailServerTrouble.Settings, missing);
        if (run.Folders.Failure is { } failure)
            throw failure;
        if (_looks.Values.Any(static l => !l.IsCompared))
            throw new MailServerException(MailServerTrouble.Transient, "The mail server gave an incomplete list of messages; it is asked again.");
        Remark ??= missing;
    }

    /// <summary>The folders to be synced but for those that cannot be read yet; those in trouble come last, since they may break the
    /// connection.</summary>
    private List<RemoteFolder> ChooseReadable(IReadOnlyList<RemoteFolder> all)
    {
        var chosen = FolderChoice.Choose(all, run.Mailbox.Sync);
        foreach (var remote in chosen)
            run.Progress.NoteToFetch(remote.Name, FolderCheckpoint.ToFetchOf(remote, _known.GetValueOrDefault(remote.Name)));
        foreach (var remote in chosen.Where(IsLeft))
        {
            run.Progress.NoteToFetch(remote.Name, 0);
            Remark ??= TroubleOf(remote.Name)?.Reason;
        }

        return [.. chosen.Where(f => !IsLeft(f)).OrderBy(f => TroubleOf(f.Name) is not null)];
    }

    private bool IsLeft(RemoteFolder remote) => run.Folders.IsLeft(remote.Name)
        || (!run.AskedFor && TroubleOf(remote.Name) is { } trouble && trouble.IsWaiting(run.Now));

    private FolderTrouble? TroubleOf(string name) => _known.GetValueOrDefault(name)?.Trouble;

    /// <summary>Does something with a folder. When the server refuses, or the connection breaks again and again, the other folders go on
    /// without it.</summary>
    private async Task GuardAsync(RemoteFolder remote, Func<Task> work, CancellationToken cancellation)
    {
        var (batches, lessons) = (run.Batches, run.Delivery.Lessons);
        try
        {
            run.NoteStep();
            await work();
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command && e.Unusable is null)
        {
            await LeaveAsync(remote, e, cancellation);
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Transient && e.Unusable is null && run.Folders.NoteBreak(
            remote.Name, run.Batches == batches && run.Delivery.Lessons == lessons, TroubleOf(remote.Name) is not null))
        {
            await LeaveAsync(remote, e, cancellation);
            throw;
        }
    }

    /// <summary>Leaves a folder for the rest of the run, and notes why and when to try again.</summary>
    private async Task LeaveAsync(RemoteFolder remote, MailServerException e, CancellationToken cancellation)
    {
        // What was fetched of it before is stored, and not known here.
        var before = (await states.ListFoldersAsync(run.Owner, run.Mailbox.Id, cancellation)).FirstOrDefault(f => f.Name == remote.Name)
            ?? FolderCheckpoint.NeverRead(remote.Name);
        var failure = new MailServerException(
            MailServerTrouble.Command, $"The folder \"{remote.Name}\" cannot be read now; the others are synced. {e.Message}", e);
        var state = before with { Trouble = FolderTrouble.After(before.Trouble, failure.Message, run.Now) };
        await states.SaveFolderAsync(run.Owner, run.Lease, state, cancellation);
        _known[remote.Name] = state;
        _looks.Remove(remote.Name);
        _chosen = [.. _chosen.Where(f => f.Name != remote.Name)];
        run.Progress.NoteToFetch(remote.Name, 0);
        run.Folders.Leave(remote.Name, failure, state.Trouble.Tries == 1 && (remote.UidNext == 0 || remote.UidNext > state.UidNext));
    }

    private async Task<IReadOnlyList<RemoteFolder>> ListAsync(CancellationToken cancellation)
    {
        var all = await server.ListAsync(cancellation);

        // Every mailbox has an inbox (RFC 9051, 5.1): a list without one is not the whole list, and no proof that folders are gone.
        return all.Any(static f => f.Use == FolderUse.Inbox)
            ? all
            : throw new MailServerException(MailServerTrouble.Transient, "The mail server gave an incomplete list of folders.");
    }

    /// <summary>Whether something may have come to a folder, or changed. Something may still be pending in the others.</summary>
    private bool NeedsLook(RemoteFolder remote) => !_known.TryGetValue(remote.Name, out var state)
        || remote.UidValidity != state.UidValidity || remote.UidNext != state.UidNext || remote.HighestModSeq == 0
        || remote.HighestModSeq != state.HighestModSeq || remote.Exists != state.Exists
        || state.HasDue(run.Now) || state.Trouble is not null || state.Since != run.Mailbox.Sync.Since;

    private FolderCheckpoint? StateOf(string name) => _looks.TryGetValue(name, out var look) ? look.State : _known.GetValueOrDefault(name);

    /// <summary>Compares a folder and fetches its new mail.</summary>
    private async Task LookAsync(string name, CancellationToken cancellation)
    {
        if (await OpenAsync(name, cancellation) is not { } folder)
            return;
        var known = StateOf(name);
        var isFresh = known is null || known.UidValidity != folder.State.UidValidity;
        if (!isFresh && folder.State.UidNext != 0 && folder.State.UidNext < known!.UidNext)
        {
            // Numbers are given only once (RFC 9051, 2.3.1.1): this is another folder of the same name, and what it calls 7 is another mail.
            while (await mail.DetachAsync(run.Owner, run.Lease, name, known.UidValidity, cancellation) > 0)
                run.NoteStep();
            isFresh = true;
        }

        if (isFresh)
        {
            await StartAsync(folder, known, cancellation);
            return;
        }

        var state = known!.From(run.Mailbox.Sync.Since).AskAgain(run.Now) with { Renumberings = 0 };
        if (state.Since != known.Since || state.Renumberings != known.Renumberings)
            await states.SaveFolderAsync(run.Owner, run.Lease, state, cancellation);
        var look = new FolderLook(folder.State, state);
        await new CompareFolder(run, mail, folder, look).RunAsync(cancellation);
        if (look.Flagless is [var flagless, ..])
            Remark ??= $"The mail server does not tell the flags of message {flagless} in \"{name}\"; all else is synced.";
        _looks[name] = look;
        _expectsMoves |= look.MissesMail;
        await FetchNewAsync(folder, look, FetchUntil.NoneAbove(state.UidNext), cancellation);
    }

    /// <summary>Begins a folder that is new to us, or was numbered anew.</summary>
    private async Task StartAsync(IOpenFolder folder, FolderCheckpoint? known, CancellationToken cancellation)
    {
        var state = FolderCheckpoint.Start(folder.State, run.Mailbox.Sync.Since, isRebuilding: known is { UidValidity: not 0 });
        var renumber = new RenumberFolder(run, mail, knownMail, folder, state.Since);
        if (state.Rebuilding && await renumber.RunAsync(cancellation) is { } rest)
        {
            state = state with
            {
                UidNext = await UidNextAsync(folder, 1, cancellation), Pending = rest, Found = renumber.Flags.Count,
                Renumberings = known!.Renumberings + 1,
            };
        }

        var look = new FolderLook(folder.State, state) { IsFresh = true, LeavesSome = renumber.LeavesSome };
        _looks[state.Name] = look;
        _expectsMoves |= look.MissesMail;
        await ApplyAsync(look, renumber.Flags, cancellation);

        // The newest mail of all folders comes first. What is numbered anew each time it is opened is better not opened again.
        await FetchNewAsync(folder, look, state.Renumberings > 1 ? FetchUntil.NothingPending : FetchUntil.OneBatch, cancellation);
    }

    /// <summary>Notes what was kept under new numbers. A server that numbers anew each time moved nothing.</summary>
    private async Task ApplyAsync(FolderLook look, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
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

    /// <summary>Fetches what arrived since the last look.</summary>
    private async Task FetchNewAsync(IOpenFolder folder, FolderLook look, FetchUntil until, CancellationToken cancellation)
    {
        var seen = look.State.UidNext;
        var next = await UidNextAsync(folder, seen, cancellation);
        if (next > seen || look.IsFresh)
        {
            look.State = look.State.Arrived(next) with { Exists = look.IsFresh ? look.State.Exists : null };
            await states.SaveFolderAsync(run.Owner, run.Lease, look.State, cancellation);
        }

        look.State = await FetchAsync(folder, look.State, until, cancellation);
    }

    private Task<FolderCheckpoint> FetchAsync(IOpenFolder folder, FolderCheckpoint state, FetchUntil until, CancellationToken cancellation) =>
        fetch.RunAsync(folder, state, until with { ExpectsMoves = _expectsMoves }, cancellation);

    private static async Task<uint> UidNextAsync(IOpenFolder folder, uint seen, CancellationToken cancellation)
    {
        if (folder.State.UidNext > 0)
            return Math.Max(seen, folder.State.UidNext);

        // A server that does not tell UIDNEXT: what is there counts.
        var uids = await folder.FindAsync(new UidRange(seen, uint.MaxValue), since: null, cancellation);
        return uids.Where(u => u >= seen && u < uint.MaxValue).Select(static u => u + 1).DefaultIfEmpty(seen).Max();
    }

    private async Task LookForMovedAsync(CancellationToken cancellation)
    {
        _expectsMoves = true;
        foreach (var remote in FolderChoice.Choose(await ListAsync(cancellation), run.Mailbox.Sync).Where(f => !IsLeft(f)))
        {
            var state = StateOf(remote.Name);
            var isNumberedAnew = state is not null && remote.UidValidity != state.UidValidity;
            if (state is not null && (isNumberedAnew ? state.Renumberings == 0 || remote.Exists == _looks.GetValueOrDefault(remote.Name)?.Exists
                : remote.UidNext != 0 && remote.UidNext <= state.UidNext))
                continue;
            await GuardAsync(
                remote,
                () => _looks.TryGetValue(remote.Name, out var look) && !isNumberedAnew
                    ? FetchMovedAsync(remote.Name, look, cancellation)
                    : LookAsync(remote.Name, cancellation),
                cancellation);
        }
    }

    private async Task FetchMovedAsync(string name, FolderLook look, CancellationToken cancellation)
    {
        var state = look.State;
        if (await OpenAsync(name, cancellation) is not { } folder || folder.State.UidValidity != state.UidValidity)
            return;
        look.IsFresh = false;
        await FetchNewAsync(folder, look, FetchUntil.NoneAbove(state.UidNext), cancellation);
        look.IsOutrun |= look.State.UidNext > state.UidNext;
    }

    /// <returns>Whether nothing is pending any more, but for folders that cannot be read now.</returns>
    private async Task<bool> FetchRestAsync(CancellationToken cancellation)
    {
        var done = true;
        foreach (var remote in _chosen)
        {
            if (StateOf(remote.Name) is not { Pending.Count: > 0 } state)
                continue;
            if (run.IsOver)
                return false;
            await GuardAsync(
                remote,
                async () =>
                {
                    if (await OpenAsync(remote.Name, cancellation) is not { } folder)
                        return;
                    if (folder.State.UidValidity == state.UidValidity)
                        Keep(await FetchAsync(folder, state, FetchUntil.NothingPending, cancellation));
                    else
                        await StartAsync(folder, state, cancellation);
                    done &= StateOf(remote.Name)!.Pending.Count == 0;
                },
                cancellation);
        }

        return done;
    }

    private void Keep(FolderCheckpoint state)
    {
        if (_looks.TryGetValue(state.Name, out var look))
            look.State = state;
        else
            _known[state.Name] = state;
    }

    /// <returns>The folder, or null when it cannot be opened: it is left as it is.</returns>
    private async Task<IOpenFolder?> OpenAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var folder = await server.OpenAsync(name, cancellation);

            // Without a UIDVALIDITY no number means anything (RFC 9051, 2.3.1.1).
            return folder.State.UidValidity != 0
                ? folder
                : throw new MailServerException(MailServerTrouble.Command, "The mail server gives its messages no numbers that last.");
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command && name != Inbox)
        {
            Remark ??= $"The folder \"{name}\" cannot be opened; the others are synced.";
            return null;
        }
    }
}
