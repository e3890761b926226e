using System.Globalization;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace InboxMind.Functions.Sync;

/// <summary>Looks for mailboxes that are due, and gives them their routine turns; those that are behind get an orchestration. An exception
/// makes the host hand the item out again, and set it aside in the end.</summary>
public sealed class SyncDueFunction(DoDueWork work, CatchUps catchUps)
{
    [Function("SyncDueMailboxes")]
    public Task RunAsync(
        [QueueTrigger(WorkQueues.SyncDue)] string body, FunctionContext context, [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        return DoAsync(body, Tries(context.BindingContext.BindingData), client, cancellation);
    }

    internal async Task DoAsync(string body, int tries, DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var mailbox in await work.DoAsync(body, tries, cancellation))
            await catchUps.StartAsync(client, mailbox, cancellation);
    }

    /// <summary>What the host says of the message, as a text or a number.</summary>
    internal static int Tries(IReadOnlyDictionary<string, object?> data) =>
        data.TryGetValue("DequeueCount", out var count)
        && int.TryParse(Convert.ToString(count, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var tries) ? tries : 1;
}
