using InboxMind.Core.Indexing;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Upkeep;

/// <summary>Reads attachments, for four of each five minutes at most.</summary>
public sealed class ReadAttachmentsFunction(ReadAllAttachments read)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(4);

    [Function("ReadAttachments")]
    public Task RunAsync([TimerTrigger("30 1/5 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        read.ReadAsync(AtMost, cancellation);
}
