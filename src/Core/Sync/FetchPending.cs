using System.Threading.Channels;

namespace InboxMind.Core.Sync;

/// <summary>Brings what is pending in a folder from the server into the store: the next batch is read while the last one is
/// parsed and stored.</summary>
internal sealed class FetchPending(ReadBatches read, StoreBatch store)
{
    /// <summary>Fetches until nothing is pending, the time is over, or enough is done.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">The folder, open.</param>
    /// <param name="state">Its checkpoint.</param>
    /// <param name="until">When enough is done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The checkpoint that is stored now.</returns>
    public async Task<FolderSync> RunAsync(
        SyncRun run, IOpenFolder folder, FolderSync state, FetchUntil until, CancellationToken cancellation)
    {
        if (until.IsReached(state.Pending))
            return state;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var batches = Channel.CreateBounded<FetchedBatch>(1);
        var reading = Task.Run(() => ReadAsync(run, folder, state, until, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                state = await store.RunAsync(run, state, batch, cancellation);
                run.Batches++;
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

    private async Task ReadAsync(
        SyncRun run, IOpenFolder folder, FolderSync state, FetchUntil until, ChannelWriter<FetchedBatch> output, CancellationToken cancellation)
    {
        // What was read before a failure is stored all the same; the failure is told by this task.
        try
        {
            await foreach (var batch in read.ReadAsync(run, folder, state, cancellation))
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
