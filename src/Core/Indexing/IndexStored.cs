using System.Threading.Channels;
using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Brings what was just stored and queued into the index: works on the queue like any other worker until the index holds it;
/// another process may do part of it.</summary>
public sealed class IndexStored(IMailStore store, IWorkQueue queue, QueueWorker<IndexMailHandler> worker, TimeProvider time)
{
    /// <summary>Stored mails looked at together; the rest waits in the channel.</summary>
    private const int MaxWaiting = 2_000;

    /// <summary>Rounds of queue work between two looks at what is left.</summary>
    private const int CheckEvery = 2;

    /// <summary>What others hold is waited for: soon at first, then in longer steps, a fraction of the queue's own rest.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(5);

    private const int RestFraction = 10;

    /// <summary>Works until the channel is complete and the index holds what came through it, or nothing is left in the
    /// queue.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="input">Messages that were queued.</param>
    /// <param name="indexed">Told how many of them the index now holds.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task IndexAsync(Owner owner, ChannelReader<List<EmailId>> input, Action<int> indexed, CancellationToken cancellation)
    {
        var waiting = new List<EmailId>();
        var sinceCheck = 0;
        var wait = FirstWait;
        while (true)
        {
            while (waiting.Count < MaxWaiting && input.TryRead(out var more))
                waiting.AddRange(more);
            if (waiting.Count == 0)
            {
                if (!await input.WaitToReadAsync(cancellation))
                    return;
                continue;
            }

            var worked = await worker.RunOnceAsync(cancellation);
            if (worked && ++sinceCheck < CheckEvery)
                continue;
            sinceCheck = 0;
            var left = await store.UnindexedAsync(owner, waiting, cancellation);
            indexed(waiting.Count - left.Count);
            waiting = [.. left];
            if (worked || waiting.Count == 0)
            {
                wait = FirstWait;
                continue;
            }

            if (input.Completion.IsCompleted && await queue.CountAsync(WorkQueues.IndexMail, cancellation) == 0)
            {
                // Another process may have done the last of it between the two looks.
                left = await store.UnindexedAsync(owner, waiting, cancellation);
                indexed(waiting.Count - left.Count);
                return;
            }

            await Task.Delay(wait, time, cancellation);
            wait = wait * 2 < queue.Rest / RestFraction ? wait * 2 : queue.Rest / RestFraction;
        }
    }
}
