using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>One pass over a mailbox on a connected server. New mail of all folders is stored before anything is removed: what was
/// moved is then known in its new place when it leaves the old one, and stays the same message.</summary>
internal sealed class MailboxPass(
    SyncRun run, IMailServer server, ISyncedMail mail, ISyncStateStore states, FetchPending fetch, RemoveGone remove)
{
    private const string Inbox = "INBOX";

    private readonly Dictionary<string, FolderLook> _looks = [];
    private List<RemoteFolder> _chosen = [];
    private Dictionary<string, FolderCheckpoint> _known = [];
    private MailServerException? _failure;

    /// <summary>Whether messages that are stored may turn up in new places: some vanished from another.</summary>
    private bool _expectsMoves;

    /// <summary>What the user should know although the run does not fail for it, in one sentence; the first such.</summary>
    public string? Remark { get; private set; }

    /// <returns>Whether store and server agree now; else there is more to do.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var all = await ListAsync(cancellation);
        _chosen = FolderChoice.Choose(all, run.Mailbox.Sync);
        _known = (await states.ListFoldersAsync(run.Owner, run.Mailbox.Id, cancellation)).ToDictionary(static f => f.Name);
        var lost = _known.Keys.Except(all.Select(static f => f.Name)).ToList();
        _expectsMoves = lost.Count > 0;

        foreach (var remote in _chosen.Where(NeedsLook))
        {
            if (run.IsOver)
                return false;
            await GuardAsync(remote.Name, () => LookAsync(remote.Name, cancellation));
        }

        var isFetched = false;
        if (lost.Count > 0 || _looks.Values.Any(static t => t.Vanished.Count > 0))
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

        // What is missed may lie in the folder that could not be read.
        if (_failure is null)
        {
            foreach (var look in _looks.Values)
                await remove.RunAsync(look, cancellation);
            foreach (var folder in lost)
                await remove.RunAsync(folder, cancellation);
        }

        if (!isFetched && !await FetchRestAsync(cancellation))
            return false;
        foreach (var remote in _failure is null ? _chosen : [])
        {
            if (StateOf(remote.Name) is { Rebuilding: true, Pending.Count: 0 } state)
                await remove.FinishRebuildingAsync(state, cancellation);
        }

        Conclude(all);
        return true;
    }

    /// <summary>All was done that could be: what could not makes the run fail, or is remarked on.</summary>
    private void Conclude(IReadOnlyList<RemoteFolder> all)
    {
        var missing = FolderChoice.Missing(all, run.Mailbox.Sync);
        if (missing is not null && _chosen.Count == 0)
            throw new MailServerException(MailServerTrouble.Settings, missing);
        if (_failure is not null)
            throw _failure;
        if (_looks.Values.Any(static t => !t.IsCompared))
            throw new MailServerException(MailServerTrouble.Transient, "The mail server gave an incomplete list of messages; it is asked again.");
        Remark ??= missing;
    }

    /// <summary>Does something with a folder. When the server refuses, the other folders go on.</summary>
    private async Task GuardAsync(string name, Func<Task> work)
    {
        try
        {
            run.NoteStep();
            await work();
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command)
        {
            _failure ??= new MailServerException(
                MailServerTrouble.Command, $"The folder \"{name}\" cannot be read now; the others are synced. {e.Message}", e);
        }
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
        || state.HasDue(run.Now) || state.Since != run.Mailbox.Sync.Since;

    private FolderCheckpoint? StateOf(string name) => _looks.TryGetValue(name, out var look) ? look.State : _known.GetValueOrDefault(name);

    /// <summary>Compares a folder and fetches its new mail.</summary>
    private async Task LookAsync(string name, CancellationToken cancellation)
    {
        if (await OpenAsync(name, cancellation) is not { } folder)
            return;
        var known = _known.GetValueOrDefault(name);
        var isFresh = known is null || known.UidValidity != folder.State.UidValidity;
        if (!isFresh && folder.State.UidNext != 0 && folder.State.UidNext < known!.UidNext)
        {
            // Numbers are given only once (RFC 9051, 2.3.1.1): this is another folder of the same name, and what it calls 7 is another mail.
            while (await mail.DetachAsync(run.Owner, run.Lease, name, known.UidValidity, cancellation) > 0)
                run.NoteStep();
            isFresh = true;
        }

        var state = isFresh
            ? FolderCheckpoint.Start(folder.State, run.Mailbox.Sync.Since, isRebuilding: known is not null)
            : known!.From(run.Mailbox.Sync.Since).AskAgain(run.Now);
        if (!isFresh && state.Since != known!.Since)
            await states.SaveFolderAsync(run.Owner, run.Lease, state, cancellation);
        var look = new FolderLook(folder.State, state);
        if (!isFresh)
            await new CompareFolder(run, mail, folder, look).RunAsync(cancellation);
        _looks[name] = look;
        _expectsMoves |= look.Vanished.Count > 0;
        await FetchNewAsync(folder, look, isFresh, cancellation);
    }

    /// <summary>Fetches what arrived since the last look; of a folder that is new to us only the newest, so that every folder has
    /// something soon.</summary>
    private async Task FetchNewAsync(IOpenFolder folder, FolderLook look, bool isFresh, CancellationToken cancellation)
    {
        var seen = look.State.UidNext;
        var next = await UidNextAsync(folder, seen, cancellation);
        if (next > seen || isFresh)
        {
            look.State = look.State.Arrived(next) with { Exists = isFresh ? look.State.Exists : null };
            await states.SaveFolderAsync(run.Owner, run.Lease, look.State, cancellation);
        }

        look.State = await FetchAsync(folder, look.State, isFresh ? FetchUntil.OneBatch : FetchUntil.NoneAbove(seen), cancellation);
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
        foreach (var remote in FolderChoice.Choose(await ListAsync(cancellation), run.Mailbox.Sync))
        {
            var state = StateOf(remote.Name);
            if (state is not null && (remote.UidValidity != state.UidValidity || (remote.UidNext != 0 && remote.UidNext <= state.UidNext)))
                continue;
            await GuardAsync(remote.Name, () => _looks.TryGetValue(remote.Name, out var look)
                ? FetchMovedAsync(remote.Name, look, cancellation)
                : LookAsync(remote.Name, cancellation));
        }
    }

    private async Task FetchMovedAsync(string name, FolderLook look, CancellationToken cancellation)
    {
        var state = look.State;
        if (await OpenAsync(name, cancellation) is not { } folder || folder.State.UidValidity != state.UidValidity)
            return;
        await FetchNewAsync(folder, look, isFresh: false, cancellation);
        look.IsOutrun |= look.State.UidNext > state.UidNext;
    }

    /// <returns>Whether nothing is pending any more, but for folders that cannot be read now.</returns>
    private async Task<bool> FetchRestAsync(CancellationToken cancellation)
    {
        var done = true;
        foreach (var name in _chosen.Select(static f => f.Name))
        {
            if (StateOf(name) is not { Pending.Count: > 0 } state)
                continue;
            if (run.IsOver)
                return false;
            await GuardAsync(name, async () =>
            {
                if (await OpenAsync(name, cancellation) is not { } folder)
                    return;

                // Numbered anew since it was looked at: the next run looks again.
                if (folder.State.UidValidity == state.UidValidity)
                    state = await FetchAsync(folder, state, FetchUntil.NothingPending, cancellation);
                done &= state.Pending.Count == 0;
                if (_looks.TryGetValue(name, out var look))
                    look.State = state;
                else
                    _known[name] = state;
            });
        }

        return done;
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
