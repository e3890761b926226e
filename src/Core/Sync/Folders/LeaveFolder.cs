using InboxMind.Core.Sync.Fetching;

namespace InboxMind.Core.Sync.Folders;

/// <summary>Works on a folder, and leaves it for the rest of the run when the server refuses or the connection breaks again and again: why,
/// and when to try again, is noted with it.</summary>
internal sealed class LeaveFolder(SyncRun run, ISyncStateStore states)
{
    /// <summary>Works.</summary>
    /// <param name="remote">The folder.</param>
    /// <param name="isKnown">Whether it was in trouble before.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Stops the noting.</param>
    /// <returns>The folder's checkpoint when it is left; else null.</returns>
    /// <exception cref="MailServerException">The connection does not work any more.</exception>
    public async Task<FolderCheckpoint?> WhenItFailsAsync(
        RemoteFolder remote, bool isKnown, Func<Task> work, CancellationToken cancellation)
    {
        var (batches, lessons) = (run.Batches, run.Delivery.Lessons);
        try
        {
            run.NoteStep();
            await work();
            return null;
        }
        catch (MailServerException e) when (e is { Trouble: MailServerTrouble.Command, Unusable: null })
        {
            return await LeaveAsync(remote, e, cancellation);
        }
        catch (MailServerException e) when (e is { Trouble: MailServerTrouble.Transient, Unusable: null })
        {
            if (run.Folders.NoteBreak(remote.Name, run.Batches == batches && run.Delivery.Lessons == lessons, isKnown))
                await LeaveAsync(remote, e, cancellation);
            throw;
        }
    }

    private async Task<FolderCheckpoint> LeaveAsync(RemoteFolder remote, MailServerException e, CancellationToken cancellation)
    {
        // What was fetched of it before it failed is stored.
        var before = (await states.ListFoldersAsync(run.Owner, run.Mailbox.Id, cancellation)).FirstOrDefault(f => f.Name == remote.Name)
            ?? FolderCheckpoint.NeverRead(remote.Name);
        var failure = new MailServerException(
            MailServerTrouble.Command, $"The folder \"{remote.Name}\" cannot be read now; the others are synced. {e.Message}", e);
        var trouble = FolderTrouble.After(run.Folders.GetsOn(remote.Name) ? null : before.Trouble, failure.Message, run.Now);
        var state = before with { Trouble = trouble };
        await states.SaveFolderAsync(run.Owner, run.Lease, state, cancellation);
        run.Progress.NoteToFetch(remote.Name, 0);
        var mayHoldMoved = before.Trouble is null && (remote.UidNext == 0 || remote.UidNext > before.UidNext);
        run.Folders.Leave(remote.Name, failure, mayHoldMoved);
        return state;
    }
}
