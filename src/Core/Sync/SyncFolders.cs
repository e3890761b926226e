using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;

namespace InboxMind.Core.Sync;

/// <summary>One pass over a mailbox on a connected server. New mail of all folders is stored before anything is removed: what was
/// moved is then known in its new place when it leaves the old one, and stays the same message.</summary>
internal sealed class SyncFolders(
    ISyncedMail mail, ISyncStateStore states, IndexStored indexing, CompareFolder compare, FetchPending fetch)
{
    /// <returns>Whether store and server agree now; else there is more to do.</returns>
    public async Task<bool> RunAsync(SyncRun run, IMailServer server, CancellationToken cancellation)
    {
        var all = await ListAsync(server, cancellation);
        var chosen = FolderChoice.Choose(all, run.Mailbox.Sync);
        var known = (await states.ListFoldersAsync(run.Tenant, run.Mailbox.Id, cancellation)).ToDictionary(static f => f.Name);
        var lost = known.Keys.Except(all.Select(static f => f.Name)).ToList();
        run.ExpectsMoves = lost.Count > 0;

        var turns = new Dictionary<string, FolderTurn>();
        foreach (var remote in chosen)
        {
            if (run.IsOver)
                return false;
            if (known.TryGetValue(remote.Name, out var state) && IsUnchanged(remote, state) && !state.HasDue(run.Now)
                && state.Since == run.Mailbox.Sync.Since)
                continue;
            if (await LookAsync(run, server, remote.Name, state, cancellation) is { } turn)
                turns[remote.Name] = turn;
        }

        if (lost.Count > 0 || turns.Values.Any(static t => t.Vanished.Count > 0))
        {
            // A mail may have been moved into a folder after that one was looked at, and before it was missed in the other.
            await LookForMovedAsync(run, server, known, turns, cancellation);
        }

        foreach (var turn in turns.Values)
            await RemoveVanishedAsync(run, turn, cancellation);
        foreach (var folder in lost)
            await RemoveFolderAsync(run, folder, cancellation);

        var done = await FetchRestAsync(run, server, chosen, known, turns, cancellation);
        return done && turns.Values.All(static t => t.IsCompared);
    }

    private static async Task<IReadOnlyList<RemoteFolder>> ListAsync(IMailServer server, CancellationToken cancellation)
    {
        var all = await server.ListAsync(cancellation);

        // Every mailbox has an inbox (RFC 9051, 5.1): a list without one is not the whole list, and no proof that folders are gone.
        return all.Any(static f => f.Use == FolderUse.Inbox)
            ? all
            : throw new MailServerException(MailServerTrouble.Transient, "The mail server gave an incomplete list of folders.");
    }

    private static bool IsUnchanged(RemoteFolder remote, FolderSync state) => state.Pending.Count == 0 && !state.Rebuilding
        && remote.UidValidity == state.UidValidity && remote.UidNext == state.UidNext && remote.HighestModSeq != 0
        && remote.HighestModSeq == state.HighestModSeq && remote.Exists == state.Exists;

    /// <summary>Compares a folder and fetches its new mail.</summary>
    private async Task<FolderTurn?> LookAsync(
        SyncRun run, IMailServer server, string name, FolderSync? known, CancellationToken cancellation)
    {
        if (await OpenAsync(server, name, cancellation) is not { } folder)
            return null;
        var isFresh = known is null || known.UidValidity != folder.State.UidValidity;
        var state = isFresh
            ? new FolderSync
            {
                Name = name,
                UidValidity = folder.State.UidValidity,
                HighestModSeq = folder.State.HighestModSeq,
                Exists = folder.State.Exists,
                Since = run.Mailbox.Sync.Since,
                Rebuilding = known is not null,
            }
            : known!.From(run.Mailbox.Sync.Since).AskAgain(run.Now);
        if (!isFresh && state.Since != known!.Since)
            await states.SaveFolderAsync(run.Tenant, run.Lease, state, cancellation);
        var turn = new FolderTurn(folder.State, state);
        if (!isFresh)
            await compare.RunAsync(run, folder, turn, cancellation);
        run.ExpectsMoves |= turn.Vanished.Count > 0;
        await FetchNewAsync(run, folder, turn, isFresh, cancellation);
        return turn;
    }

    /// <summary>Fetches what arrived since the last look; of a folder that is new to us only the newest, so that every folder has
    /// something soon.</summary>
    private async Task FetchNewAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, bool isFresh, CancellationToken cancellation)
    {
        var next = await UidNextAsync(folder, turn.State.UidNext, cancellation);
        if (next > turn.State.UidNext || isFresh)
        {
            var pending = next > turn.State.UidNext ? [new UidRange(turn.State.UidNext, next - 1), .. turn.State.Pending] : turn.State.Pending;
            turn.State = turn.State with { UidNext = next, Pending = pending, Exists = isFresh ? turn.State.Exists : null };
            await states.SaveFolderAsync(run.Tenant, run.Lease, turn.State, cancellation);
        }

        turn.State = await fetch.RunAsync(run, folder, turn.State, isFresh ? 1 : null, cancellation);
    }

    private static async Task<uint> UidNextAsync(IOpenFolder folder, uint seen, CancellationToken cancellation)
    {
        if (folder.State.UidNext > 0)
            return Math.Max(seen, folder.State.UidNext);

        // A server that does not tell UIDNEXT: what is there counts.
        var uids = await folder.FindAsync(new UidRange(seen, uint.MaxValue), since: null, cancellation);
        return uids.Where(u => u >= seen && u < uint.MaxValue).Select(static u => u + 1).DefaultIfEmpty(seen).Max();
    }

    private async Task LookForMovedAsync(
        SyncRun run, IMailServer server, Dictionary<string, FolderSync> known, Dictionary<string, FolderTurn> turns,
        CancellationToken cancellation)
    {
        run.ExpectsMoves = true;
        foreach (var remote in FolderChoice.Choose(await ListAsync(server, cancellation), run.Mailbox.Sync))
        {
            var state = turns.TryGetValue(remote.Name, out var turn) ? turn.State : known.GetValueOrDefault(remote.Name);
            if (state is not null && (remote.UidValidity != state.UidValidity || (remote.UidNext != 0 && remote.UidNext <= state.UidNext)))
                continue;
            if (await OpenAsync(server, remote.Name, cancellation) is not { } folder)
                continue;
            if (turn is null || state is null)
            {
                if (await LookAsync(run, server, remote.Name, state, cancellation) is { } looked)
                    turns[remote.Name] = looked;
            }
            else if (folder.State.UidValidity == state.UidValidity)
            {
                await FetchNewAsync(run, folder, turn, isFresh: false, cancellation);
                turn.IsOutrun |= turn.State.UidNext > state.UidNext;
            }
        }
    }

    private async Task RemoveVanishedAsync(SyncRun run, FolderTurn turn, CancellationToken cancellation)
    {
        var state = turn.State;
        if (turn.Vanished.Count > 0)
        {
            var removed = await mail.RemoveAsync(run.Tenant, run.Lease, state.Name, state.UidValidity, turn.Vanished, cancellation);
            run.Progress.AddDeleted(removed.Erased);
            turn.ToIndex.AddRange(removed.ToIndex);
        }

        await QueueAsync(run, turn.ToIndex, cancellation);
        if (!turn.IsCompared)
            return;
        turn.State = state with { HighestModSeq = turn.Remote.HighestModSeq, Exists = turn.IsOutrun ? null : turn.Remote.Exists };
        if (turn.State != state)
            await states.SaveFolderAsync(run.Tenant, run.Lease, turn.State, cancellation);
    }

    private async Task RemoveFolderAsync(SyncRun run, string folder, CancellationToken cancellation)
    {
        await RemovePlacementsAsync(run, folder, exceptUidValidity: null, cancellation);
        await states.RemoveFolderAsync(run.Tenant, run.Lease, folder, cancellation);
    }

    private async Task RemovePlacementsAsync(SyncRun run, string folder, uint? exceptUidValidity, CancellationToken cancellation)
    {
        while (await mail.RemoveFolderAsync(run.Tenant, run.Lease, folder, exceptUidValidity, cancellation) is { Placements: > 0 } removed)
        {
            run.Progress.AddDeleted(removed.Erased);
            await QueueAsync(run, removed.ToIndex, cancellation);
        }
    }

    private async Task<bool> FetchRestAsync(
        SyncRun run, IMailServer server, List<RemoteFolder> chosen, Dictionary<string, FolderSync> known,
        Dictionary<string, FolderTurn> turns, CancellationToken cancellation)
    {
        var done = true;
        foreach (var remote in chosen)
        {
            var state = turns.TryGetValue(remote.Name, out var turn) ? turn.State : known.GetValueOrDefault(remote.Name);
            if (state is null)
            {
                done = false;
                continue;
            }

            if (state.Pending.Count > 0 && !run.IsOver && await OpenAsync(server, remote.Name, cancellation) is { } folder
                && folder.State.UidValidity == state.UidValidity)
                state = await fetch.RunAsync(run, folder, state, maxBatches: null, cancellation);
            if (state.Pending.Count > 0)
            {
                done = false;
            }
            else if (state.Rebuilding)
            {
                // Everything that is there has its new place: what still lies in the old numbering is gone.
                await RemovePlacementsAsync(run, state.Name, state.UidValidity, cancellation);
                await states.SaveFolderAsync(run.Tenant, run.Lease, state with { Rebuilding = false }, cancellation);
            }
        }

        return done;
    }

    /// <returns>The folder, or null when it cannot be opened: it is left as it is.</returns>
    private static async Task<IOpenFolder?> OpenAsync(IMailServer server, string name, CancellationToken cancellation)
    {
        try
        {
            var folder = await server.OpenAsync(name, cancellation);

            // Without a UIDVALIDITY no number means anything (RFC 9051, 2.3.1.1).
            return folder.State.UidValidity == 0 ? null : folder;
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command)
        {
            return null;
        }
    }

    private async Task QueueAsync(SyncRun run, IReadOnlyList<EmailId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return;
        List<EmailId> distinct = [.. ids.Distinct()];
        await indexing.QueueAsync(run.Tenant, distinct, cancellation);
        await run.Progress.AddToIndexAsync(distinct, cancellation);
    }
}
