using System.Text;
using Azure.Storage.Queues.Models;
using InboxMind.Azure.Storage;
using InboxMind.Core.Work;

namespace InboxMind.Azure.Work;

/// <summary>Queues of a storage account, shared with the Functions host's queue triggers.</summary>
internal sealed class AzureWorkQueue(StorageClients clients, TimeProvider time) : IWorkQueue
{
    /// <summary>Each look is a call to the service.</summary>
    public TimeSpan Rest => TimeSpan.FromMilliseconds(1_500);

    public Task SendAsync(string queue, IReadOnlyCollection<string> bodies, CancellationToken cancellation)
    {
        if (bodies.Any(static b => Encoding.UTF8.GetByteCount(b) > WorkItem.MaxBodyBytes))
            throw new ArgumentException($"A work item is longer than {WorkItem.MaxBodyBytes} bytes.", nameof(bodies));
        return Calls(queue).SendAsync([.. bodies.Select(WorkMessage.Encode)], cancellation);
    }

    public async Task<IReadOnlyList<WorkItem>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, QueueCalls.MaxMessages);
        var calls = Calls(queue);
        var taken = new List<WorkItem>();
        bool hasPoison;
        do
        {
            var messages = await calls.ReceiveAsync(max - taken.Count, visibility, cancellation);
            taken.AddRange(messages.Where(static m => !IsPoison(m)).Select(static m =>
                new WorkItem(m.MessageId, WorkMessage.Decode(m.MessageText), (int)m.DequeueCount, m.PopReceipt)));
            hasPoison = await SetAsideAsync(queue, [.. messages.Where(IsPoison)], cancellation);
        }
        while (hasPoison && taken.Count < max);
        return taken;
    }

    public Task CompleteAsync(string queue, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation) =>
        Calls(queue).DeleteAsync([.. items.Select(static i => (i.Id, i.Receipt))], cancellation);

    public Task ReleaseAsync(string queue, WorkItem item, TimeSpan delay, CancellationToken cancellation) =>
        Calls(queue).HideAsync(item.Id, item.Receipt, WholeSeconds(delay), cancellation);

    public async Task<WorkItem?> RenewAsync(string queue, WorkItem item, TimeSpan visibility, CancellationToken cancellation) =>
        await Calls(queue).HideAsync(item.Id, item.Receipt, visibility, cancellation) is { } receipt
            ? item with { Receipt = receipt }
            : null;

    public Task<long> CountAsync(string queue, CancellationToken cancellation) => Calls(queue).CountAsync(cancellation);

    public Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string queue, int limit, CancellationToken cancellation) =>
        Poison(queue).ListAsync(limit, cancellation);

    public Task<bool> RequeuePoisonedAsync(string queue, string id, CancellationToken cancellation) =>
        Poison(queue).RequeueAsync(id, cancellation);

    public Task<int> RequeueAllPoisonedAsync(string queue, CancellationToken cancellation) => Poison(queue).RequeueAllAsync(cancellation);

    private async Task<bool> SetAsideAsync(string queue, IReadOnlyList<QueueMessage> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            await Poison(queue).AddAsync(message, cancellation);
            await Calls(queue).DeleteAsync([(message.MessageId, message.PopReceipt)], cancellation);
        }

        return messages.Count > 0;
    }

    private static bool IsPoison(QueueMessage message) => message.DequeueCount > WorkQueues.MaxDequeueCount;

    /// <summary>The service knows no shorter time.</summary>
    private static TimeSpan WholeSeconds(TimeSpan delay) => TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));

    /// <summary>What was set aside of a queue.</summary>
    internal static PoisonQueue Poison(StorageClients clients, string queue, TimeProvider time) => new(
        new QueueCalls(clients.Queues.GetQueueClient(PoisonName(queue))), new QueueCalls(clients.Queues.GetQueueClient(queue)), time);

    private QueueCalls Calls(string queue) => new(clients.Queues.GetQueueClient(queue));

    private PoisonQueue Poison(string queue) => Poison(clients, queue, time);

    /// <summary>The name that the Functions host gives it.</summary>
    internal static string PoisonName(string queue) => $"{queue}-poison";
}
