using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;

namespace InboxMind.Core.Sync;

/// <summary>One pass over a mailbox on a connected server. New mail of all folders is stored before anything is removed: what was
/// moved is then known in its new place when it leaves the old one, and stays the same message.</summary>
internal sealed class SyncFolders(
    ISyncedMail mail, ISyncStateStore states, IndexStored indexing, CompareFolder compare, FetchPending fetch)
{
    private const string Inbox = "INBOX";

    /// <returns>Whether store and server agree now; else there is more to do.</returns>
    public async Task<bool> RunAsync(SyncRun run, IMailServer server, CancellationToken cancellation)
    {
        run.Begin();
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
            await GuardAsync(run, remote.Name, () => LookAsync(run, server, remote.Name, state, turns, cancellation));
        }

        var isFetched = false;
        if (lost.Count > 0 || turns.Values.Any(static t => t.Vanished.Count > 0))
        {
            // A mail may have been moved into a folder after that one was looked at, and before it was missed in the other.
            await LookForMovedAsync(run, server, known, turns, cancellation);

            // It may also be among what is still to be fetched there, as in a folder that was renamed. While the mailbox is fetched for
            // the first time that would take too long: what was moved then may be fetched again.
            if (run.Before.LastSuccess is not null)
            {
                isFetched = await FetchRestAsync(run, server, chosen, known, turns, cancellation);
                if (!isFetched)
                    return false;
            }
        }

        // What is missed may lie in the folder that could not be read.
        if (run.Failure is null)
        {
            foreach (var turn in turns.Values)
                await RemoveVanishedAsync(run, turn, cancellation);
            foreach (var folder in lost)
                await RemoveFolderAsync(run, folder, cancellation);
        }

        if (!isFetched && !await FetchRestAsync(run, server, chosen, known, turns, cancellation))
            return false;
        if (run.Failure is null)
            await FinishRebuildingAsync(run, chosen, known, turns, cancellation);
        Conclude(run, all, turns.Values);
        return true;
    }

    /// <summary>All was done that could be: what could not makes the run fail, or is remarked on.</summary>
    private static void Conclude(SyncRun run, IReadOnlyList<RemoteFolder> all, IEnumerable<FolderTurn> turns)
    {
        var missing = FolderChoice.Missing(all, run.Mailbox.Sync);
        if (missing is not null && FolderChoice.Choose(all, run.Mailbox.Sync).Count == 0)
            throw new MailServerException(MailServerTrouble.Settings, missing);
        if (run.Failure is { } failure)
            throw failure;
        if (turns.Any(static t => !t.IsCompared))
            throw new MailServerException(MailServerTrouble.Transient, "The mail server gave an incomplete list of messages; it is asked again.");
        if (missing is not null)
            run.NoteRemark(missing);
    }

    /// <summary>Does something with a folder. When the server refuses, the other folders go on.</summary>
    private static async Task GuardAsync(SyncRun run, string name, Func<Task> work)
    {
        try
        {
            run.NoteStep();
            await work();
        }
        catch (MailServerException e) when (e.Trouble == MailServerTrouble.Command)
        {
            run.NoteFailure(new MailServerException(
                MailServerTrouble.Command, $"The folder \"{name}\" cannot be read now; the others are synced. {e.Message}", e));
        }
    }

    private static async Task<IReadOnlyList<RemoteFolder>> ListAsync(IMailServer server, CancellationToken cancellation)
    {
        var all = await server.ListAsync(cancellation);

        // Every mailbox has an inbox (RFC 9051, 5.1): a list without one is not the whole list, and no proof that folders are gone.
        return all.Any(static f => f.Use == FolderUse.Inbox)
            ? all
            : throw new MailServerException(MailServerTrouble.Transient, "The mail server gave an incomplete list of folders.");
    }

    /// <summary>Whether nothing came to a folder, and nothing changed. Something may still be pending there.</summary>
    private static bool IsUnchanged(RemoteFolder remote, FolderSync state) =>
        remote.UidValidity == state.UidValidity && remote.UidNext == state.UidNext && remote.HighestModSeq != 0
        && remote.HighestModSeq == state.HighestModSeq && remote.Exists == state.Exists;

    /// <summary>Compares a folder and fetches its new mail.</summary>
    private async Task LookAsync(
        SyncRun run, IMailServer server, string name, FolderSync? known, Dictionary<string, FolderTurn> turns, CancellationToken cancellation)
    {
        if (await OpenAsync(run, server, name, cancellation) is not { } folder)
            return;
        var isFresh = known is null || known.UidValidity != folder.State.UidValidity;
        if (!isFresh && folder.State.UidNext != 0 && folder.State.UidNext < known!.UidNext)
        {
            // Numbers are given only once (RFC 9051, 2.3.1.1): this is another folder of the same name, and what it calls 7 is another mail.
            while (await mail.DetachAsync(run.Tenant, run.Lease, name, known.UidValidity, cancellation) > 0)
                run.NoteStep();
            isFresh = true;
        }

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
        turns[name] = turn;
        run.ExpectsMoves |= turn.Vanished.Count > 0;
        await FetchNewAsync(run, folder, turn, isFresh, cancellation);
    }

    /// <summary>Fetches what arrived since the last look; of a folder that is new to us only the newest, so that every folder has
    /// something soon.</summary>
    private async Task FetchNewAsync(SyncRun run, IOpenFolder folder, FolderTurn turn, bool isFresh, CancellationToken cancellation)
    {
        var seen = turn.State.UidNext;
        var next = await UidNextAsync(folder, seen, cancellation);
        if (next > turn.State.UidNext || isFresh)
        {
            var pending = next > turn.State.UidNext ? [new UidRange(turn.State.UidNext, next - 1), .. turn.State.Pending] : turn.State.Pending;
            turn.State = turn.State with { UidNext = next, Pending = pending, Exists = isFresh ? turn.State.Exists : null };
            await states.SaveFolderAsync(run.Tenant, run.Lease, turn.State, cancellation);
        }

        turn.State = await fetch.RunAsync(run, folder, turn.State, isFresh ? FetchUntil.OneBatch : FetchUntil.NoneAbove(seen), cancellation);
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
            await GuardAsync(run, remote.Name, () => turn is null
                ? LookAsync(run, server, remote.Name, state, turns, cancellation)
                : FetchMovedAsync(run, server, remote.Name, turn, cancellation));
        }
    }

    private async Task FetchMovedAsync(SyncRun run, IMailServer server, string name, FolderTurn turn, CancellationToken cancellation)
    {
        var state = turn.State;
        if (await OpenAsync(run, server, name, cancellation) is not { } folder || folder.State.UidValidity != state.UidValidity)
            return;
        await FetchNewAsync(run, folder, turn, isFresh: false, cancellation);
        turn.IsOutrun |= turn.State.UidNext > state.UidNext;
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

        if (turn.VanishedAside.Count > 0)
        {
            await mail.ReleaseAsync(run.Tenant, run.Lease, state.Name, state.UidValidity, turn.VanishedAside, cancellation);
            state = state with
            {
                Quarantined = Math.Max(0, state.Quarantined - turn.VanishedAside.Count),
                Undelivered = [.. state.Undelivered.Where(u => !turn.VanishedAside.Contains(u.Uid))],
            };
            turn.VanishedAside.Clear();
        }

        turn.Vanished.Clear();
        await QueueAsync(run, turn.ToIndex, cancellation);
        if (turn.IsCompared)
            state = state with { HighestModSeq = turn.Remote.HighestModSeq, Exists = turn.IsOutrun ? null : turn.Remote.Exists };
        if (turn.State == state)
            return;
        turn.State = state;
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

    /// <returns>Whether nothing is pending any more, but for folders that cannot be read now.</returns>
    private async Task<bool> FetchRestAsync(
        SyncRun run, IMailServer server, List<RemoteFolder> chosen, Dictionary<string, FolderSync> known,
        Dictionary<string, FolderTurn> turns, CancellationToken cancellation)
    {
        var done = true;
        foreach (var remote in chosen)
        {
            var state = StateOf(remote.Name, known, turns);
            if (state is null || state.Pending.Count == 0)
                continue;
            if (run.IsOver)
                return false;
            await GuardAsync(run, remote.Name, async () =>
            {
                if (await OpenAsync(run, server, remote.Name, cancellation) is not { } folder)
                    return;

                // Numbered anew since it was looked at: the next run looks again.
                if (folder.State.UidValidity == state.UidValidity)
                    state = await fetch.RunAsync(run, folder, state, FetchUntil.NothingPending, cancellation);
                done &= state.Pending.Count == 0;
                if (turns.TryGetValue(remote.Name, out var turn))
                    turn.State = state;
                else
                    known[remote.Name] = state;
            });
        }

        return done;
    }

    /// <summary>Everything that is there has its new place: what still lies in an old numbering is gone.</summary>
    private async Task FinishRebuildingAsync(
        SyncRun run, List<RemoteFolder> chosen, Dictionary<string, FolderSync> known, Dictionary<string, FolderTurn> turns,
        CancellationToken cancellation)
    {
        foreach (var remote in chosen)
        {
            if (StateOf(remote.Name, known, turns) is not { Rebuilding: true, Pending.Count: 0 } state)
                continue;
            await RemovePlacementsAsync(run, state.Name, state.UidValidity, cancellation);
            await states.SaveFolderAsync(run.Tenant, run.Lease, state with { Rebuilding = false }, cancellation);
        }
    }

    private static FolderSync? StateOf(string name, Dictionary<string, FolderSync> known, Dictionary<string, FolderTurn> turns) =>
        turns.TryGetValue(name, out var turn) ? turn.State : known.GetValueOrDefault(name);

    /// <returns>The folder, or null when it cannot be opened: it is left as it is.</returns>
    private static async Task<IOpenFolder?> OpenAsync(SyncRun run, IMailServer server, string name, CancellationToken cancellation)
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
            run.NoteRemark($"The folder \"{name}\" cannot be opened; the others are synced.");
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
