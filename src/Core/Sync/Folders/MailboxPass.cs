using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>One pass over a mailbox on a connected server. New mail of all folders is stored before anything is removed: what was
/// moved is then known in its new place when it leaves the old one, and stays the same message.</summary>
internal sealed class MailboxPass(
    SyncRun run, IMailServer server, ISyncStateStore states, LookAtFolder look, FetchPending fetch, RemoveGone remove, LeaveFolder leave)
{
    private const string Inbox = "INBOX";

    private readonly Dictionary<string, FolderLook> _looks = [];
    private List<RemoteFolder> _chosen = [];
    private Dictionary<string, FolderCheckpoint> _known = [];

    /// <summary>Whether messages that are stored may turn up in new places: some vanished from another.</summary>
    private bool _expectsMoves;

    /// <summary>Folders that are named of those that cannot be opened.</summary>
    private const int MaxNamed = 5;

    private readonly SortedSet<string> _unopened = new(StringComparer.Ordinal);
    private string? _remark;

    /// <summary>What the user should know although the run does not fail for it, in one sentence: folders that cannot be opened, else the
    /// first of anything else.</summary>
    public string? Remark => _unopened.Count switch
    {
        0 => _remark,
        1 => $"The folder \"{_unopened.Min}\" cannot be opened; the others are synced.",
        var count => $"The folders {string.Join(", ", _unopened.Take(MaxNamed).Select(static n => $"\"{n}\""))}"
            + $"{(count > MaxNamed ? $" and {count - MaxNamed} more" : "")} cannot be opened; the others are synced.",
    };

    /// <returns>Whether store and server agree now; else there is more to do.</returns>
    public async Task<bool> SyncAsync(CancellationToken cancellation)
    {
        var all = await ListAsync(cancellation);
        run.LeftOut = FolderChoice.LeftOut(all, run.Mailbox.Sync);
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
            foreach (var found in _looks.Values)
                await remove.RemoveAsync(found, cancellation);
            foreach (var folder in lost)
                await remove.RemoveAsync(folder, cancellation);
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
            throw new MailServerException(
                MailServerTrouble.Transient, "The mail server gave an incomplete list of messages; it is asked again.");
        _remark ??= missing;
    }

    /// <summary>The folders to be synced except for those that cannot be read yet; those in trouble come last, since they may break the
    /// connection.</summary>
    private List<RemoteFolder> ChooseReadable(IReadOnlyList<RemoteFolder> all)
    {
        var chosen = FolderChoice.Choose(all, run.Mailbox.Sync);
        foreach (var remote in chosen)
            run.Progress.NoteToFetch(remote.Name, FolderCheckpoint.ToFetchOf(remote, _known.GetValueOrDefault(remote.Name)));
        foreach (var remote in chosen.Where(IsLeft))
        {
            run.Progress.NoteToFetch(remote.Name, 0);
            _remark ??= TroubleOf(remote.Name)?.Reason;
        }

        return [.. chosen.Where(f => !IsLeft(f)).OrderBy(f => TroubleOf(f.Name) is not null)];
    }

    private bool IsLeft(RemoteFolder remote) => run.Folders.IsLeft(remote.Name)
        || (!run.AskedFor && TroubleOf(remote.Name) is { } trouble && trouble.IsWaiting(run.Now));

    private FolderTrouble? TroubleOf(string name) => _known.GetValueOrDefault(name)?.Trouble;

    /// <summary>Does something with a folder. When that fails, the other folders go on without it.</summary>
    private async Task GuardAsync(RemoteFolder remote, Func<Task> work, CancellationToken cancellation)
    {
        if (await leave.WhenItFailsAsync(remote, TroubleOf(remote.Name) is not null, work, cancellation) is not { } left)
            return;
        _known[remote.Name] = left;
        _looks.Remove(remote.Name);
        _chosen = [.. _chosen.Where(f => f.Name != remote.Name)];
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

    private FolderCheckpoint? StateOf(string name) =>
        _looks.TryGetValue(name, out var found) ? found.State : _known.GetValueOrDefault(name);

    private async Task LookAsync(string name, CancellationToken cancellation)
    {
        if (await OpenAsync(name, cancellation) is { } folder)
            await LookAsync(folder, StateOf(name), cancellation);
    }

    /// <summary>Compares a folder and fetches its new mail.</summary>
    private async Task LookAsync(IOpenFolder folder, FolderCheckpoint? state, CancellationToken cancellation)
    {
        var name = folder.State.Name;
        var found = await look.LookAsync(folder, state, _expectsMoves, cancellation);
        if (_looks.TryGetValue(name, out var before))
            found.ToIndex.AddRange(before.ToIndex);
        _looks[name] = found;
        _expectsMoves |= found.MissesMail;
        if (found.Flagless is [var uid, ..])
            _remark ??= $"The mail server does not tell the flags of message {uid} in \"{name}\"; all else is synced.";
    }

    private async Task LookForMovedAsync(CancellationToken cancellation)
    {
        _expectsMoves = true;
        foreach (var remote in FolderChoice.Choose(await ListAsync(cancellation), run.Mailbox.Sync).Where(f => !IsLeft(f)))
        {
            var state = StateOf(remote.Name);
            var isNumberedAnew = state is not null && remote.UidValidity != state.UidValidity;
            if (state is not null
                && (isNumberedAnew ? state.Renumberings == 0 || remote.Exists == _looks.GetValueOrDefault(remote.Name)?.Exists
                : remote.UidNext != 0 && remote.UidNext <= state.UidNext))
                continue;
            await GuardAsync(
                remote,
                () => _looks.TryGetValue(remote.Name, out var found) && !isNumberedAnew
                    ? FetchMovedAsync(remote.Name, found, cancellation)
                    : LookAsync(remote.Name, cancellation),
                cancellation);
        }
    }

    private async Task FetchMovedAsync(string name, FolderLook found, CancellationToken cancellation)
    {
        var state = found.State;
        if (await OpenAsync(name, cancellation) is not { } folder || folder.State.UidValidity != state.UidValidity)
            return;
        found.IsFresh = false;
        await look.FetchNewAsync(folder, found, FetchUntil.NoneAbove(state.UidNext) with { ExpectsMoves = true }, cancellation);
        found.IsOutrun |= found.State.UidNext > state.UidNext;
    }

    /// <returns>Whether nothing is pending any more, except for folders that cannot be read now.</returns>
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
                        Keep(await fetch.FetchAsync(folder, state, FetchUntil.NothingPending with { ExpectsMoves = _expectsMoves },
                            cancellation));
                    else
                        await LookAsync(folder, state, cancellation);
                    done &= StateOf(remote.Name)!.Pending.Count == 0;
                },
                cancellation);
        }

        return done;
    }

    private void Keep(FolderCheckpoint state)
    {
        if (_looks.TryGetValue(state.Name, out var found))
            found.State = state;
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
            _unopened.Add(name);
            return null;
        }
    }
}
