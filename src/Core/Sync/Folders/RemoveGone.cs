using InboxMind.Core.Indexing;
using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Takes out of the store what is gone from the server, and moves checkpoints past it.</summary>
internal sealed class RemoveGone(SyncRun run, ISyncedMail mail, ISyncStateStore states, IndexQueue index)
{
    /// <summary>Removes what vanished from a folder. Its checkpoint is concluded.</summary>
    public async Task RemoveAsync(FolderLook look, CancellationToken cancellation)
    {
        var state = look.State;
        if (look.Vanished.Count > 0)
        {
            var removed = await mail.RemoveAsync(run.Owner, run.Lease, state.Name, state.UidValidity, look.Vanished, cancellation);
            run.NoteRemoved(removed.Placements, removed.Erased);
            look.ToIndex.AddRange(removed.ToIndex);
            var found = Math.Max(0, state.Found - look.Vanished.Count);
            look.State = look.State with { Found = found, Fetched = Math.Min(found, state.Fetched) };
        }

        if (look.VanishedAside.Count > 0)
            await mail.ReleaseAsync(run.Owner, run.Lease, state.Name, state.UidValidity, look.VanishedAside, cancellation);
        await QueueAsync(look.ToIndex, cancellation);
        look.State = look.Concluded();
        look.Vanished.Clear();
        look.VanishedAside.Clear();
        if (look.State != state)
            await states.SaveFolderAsync(run.Owner, run.Lease, look.State, cancellation);
    }

    /// <summary>Removes a folder.</summary>
    public async Task RemoveAsync(string folder, CancellationToken cancellation)
    {
        await RemovePlacementsAsync(folder, exceptUidValidity: null, cancellation);
        await states.RemoveFolderAsync(run.Owner, run.Lease, folder, cancellation);
    }

    /// <summary>Removes what still lies in an older numbering of a folder: everything that is there has its new place.</summary>
    public async Task FinishRebuildingAsync(FolderCheckpoint state, CancellationToken cancellation)
    {
        await RemovePlacementsAsync(state.Name, state.UidValidity, cancellation);
        await states.SaveFolderAsync(run.Owner, run.Lease, state with { Rebuilding = false, Trouble = null }, cancellation);
    }

    private async Task RemovePlacementsAsync(string folder, uint? exceptUidValidity, CancellationToken cancellation)
    {
        while (await mail.RemoveFolderAsync(run.Owner, run.Lease, folder, exceptUidValidity, cancellation) is { Placements: > 0 } removed)
        {
            run.NoteRemoved(removed.Placements, removed.Erased);
            await QueueAsync(removed.ToIndex, cancellation);
        }
    }

    private async Task QueueAsync(IReadOnlyList<EmailId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return;
        List<EmailId> distinct = [.. ids.Distinct()];
        await index.AddAsync(run.Owner, distinct, cancellation);
        await run.Progress.AddToIndexAsync(distinct, cancellation);
    }
}
