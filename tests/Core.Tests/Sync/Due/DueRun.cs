using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Sync.Due;

/// <summary>A schedule of many mailboxes minute by minute: a tick of the timer, and as many items done as the workers can.</summary>
internal sealed class DueRun : IDisposable
{
    private readonly int _shards;
    private readonly TurnSlots _slots = new(20);
    private readonly QueueDueMailboxes _due;
    private readonly DoDueWork _work;

    public DueRun(int mailboxes, int shards)
    {
        _shards = shards;
        World = new DueWorld(mailboxes, shards, Interval, Time);
        _due = new QueueDueMailboxes(World, Queue, Time);
        _work = new DoDueWork(_due, new TakeDueTurns(World, World, _slots, Time, NullLogger<TakeDueTurns>.Instance));
    }

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(15);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

    public DueWorld World { get; }

    public WorkQueueInMemory Queue { get; } = new();

    /// <summary>Mailboxes that were found to be behind.</summary>
    public List<DueTurn> Behind { get; } = [];

    /// <summary>Items that wait at the end of each minute.</summary>
    public List<long> Waiting { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _slots.Dispose();

    /// <summary>Lets minutes pass, each with a tick and at most so many items.</summary>
    public async Task PassAsync(int minutes, int itemsPerMinute)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await _due.AskAsync(_shards, Cancellation);
            for (var left = itemsPerMinute; left > 0; left--)
            {
                if (await Queue.ReceiveAsync(WorkQueues.SyncDue, 1, TimeSpan.FromMinutes(10), Cancellation) is not [var item])
                    break;
                await DoAsync(item);
            }

            Waiting.Add(await Queue.CountAsync(WorkQueues.SyncDue, Cancellation));
            Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private async Task DoAsync(WorkItem item)
    {
        try
        {
            Behind.AddRange(await _work.DoAsync(item.Body, item.DequeueCount, Cancellation));
            await Queue.CompleteAsync(WorkQueues.SyncDue, [item], Cancellation);
        }
        catch (FormatException)
        {
            await Queue.ReleaseAsync(WorkQueues.SyncDue, item, TimeSpan.Zero, Cancellation);
        }
    }
}
