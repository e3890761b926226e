using System.Threading.Channels;

namespace InboxMind.Core.Sync.Fetching;

/// <summary>Brings what is pending in a folder from the server into the store: the next batch is read while the last one is
/// parsed and stored.</summary>
internal sealed class FetchPending(SyncRun run, ISyncedMail mail, KnownMail known, StoreBatch store)
{
    /// <summary>Fetches until nothing is pending, the time is over, or enough is done.</summary>
    /// <param name="folder">The folder, open.</param>
    /// <param name="state">Its checkpoint.</param>
    /// <param name="until">When enough is done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The checkpoint that is stored now.</returns>
    public async Task<FolderCheckpoint> FetchAsync(
        IOpenFolder folder, FolderCheckpoint state, FetchUntil until, CancellationToken cancellation)
    {
        if (until.IsReached(state.Pending))
            return state;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var batches = Channel.CreateBounded<FetchedBatch>(1);
        var read = new ReadBatches(run, mail, known, folder, state, until.ExpectsMoves || state.Rebuilding);
        var reading = Task.Run(() => ReadAsync(read, until, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                state = await store.StoreAsync(state, batch, cancellation);
                run.NoteBatch();
            }
        }
        catch
        {
            await stop.CancelAsync();
            await reading.ContinueWith(static _ => { }, TaskScheduler.Default);
            throw;
        }

        await reading;
        return state;
    }

    private async Task ReadAsync(ReadBatches read, FetchUntil until, ChannelWriter<FetchedBatch> output, CancellationToken cancellation)
    {
        // What was read before a failure is stored all the same; the failure is told by this task.
        try
        {
            await foreach (var batch in read.ReadAsync(cancellation))
            {
                await output.WriteAsync(batch, cancellation);
                if (run.IsOver || until.IsReached(batch))
                    return;
            }
        }
        finally
        {
            output.Complete();
        }
    }
}
