using InboxMind.Core.Indexing;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Upkeep;

/// <summary>Reads mail again that an earlier version of the program read, for four of each fifteen minutes at most.</summary>
public sealed class ReadMailAgainFunction(ReadAllAgain read)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(4);

    [Function("ReadMailAgain")]
    public Task RunAsync([TimerTrigger("0 7/15 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        read.ReadAsync(AtMost, cancellation);
}
