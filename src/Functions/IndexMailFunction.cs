using InboxMind.Core.Indexing;
using InboxMind.Core.Work;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>Indexes the messages that a queue item names. An exception makes the host hand the item out again, and set it
/// aside in the end.</summary>
public sealed class IndexMailFunction(IndexMailHandler handler)
{
    [Function("IndexMail")]
    public Task RunAsync([QueueTrigger(WorkQueues.IndexMail)] string body, CancellationToken cancellation) =>
        handler.HandleAsync(body, cancellation);
}
