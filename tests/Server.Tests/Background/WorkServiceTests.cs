using InboxMind.Core.Indexing;
using InboxMind.Core.Work;
using InboxMind.Server.Background;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Server.Tests.Background;

public sealed class WorkServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecuteAsync_StorageStaysUnusable_SaysItOnceAndGoesOnTrying()
    {
        var time = new NoWaiting();
        var queue = new BrokenQueue();
        var log = new Told();
        using var worker = new WorkService<IndexMailHandler>(
            new QueueWorker<IndexMailHandler>(
                queue, new IndexMailHandler(null!, queue, NullLogger<IndexMailHandler>.Instance), new WorkSettings(), time,
                NullLogger<QueueWorker<IndexMailHandler>>.Instance),
            time, log);

        await worker.StartAsync(Cancellation);
        for (var i = 0; i < BrokenQueue.Tries; i++)
            await queue.Tried.WaitAsync(Cancellation);

        log.Lines.ShouldBe(["index-mail waits: The disk is full."]);
        await worker.StopAsync(Cancellation);
    }

    /// <summary>Time stands still and every wait is over at once.</summary>
    private sealed class NoWaiting : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class DiskFullException() : StorageUnusableException("The disk is full.", null);

    private sealed class BrokenQueue : IWorkQueue
    {
        public const int Tries = 6;

        private int _tries;

        public SemaphoreSlim Tried { get; } = new(0);

        public async Task<IReadOnlyList<WorkItem>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellation)
        {
            Tried.Release();
            if (++_tries >= Tries)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            throw new DiskFullException();
        }

        public Task SendAsync(string queue, IReadOnlyCollection<string> bodies, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task CompleteAsync(string queue, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task ReleaseAsync(string queue, WorkItem item, TimeSpan delay, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<long> CountAsync(string queue, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string queue, int limit, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> RequeuePoisonedAsync(string queue, string id, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<int> RequeueAllPoisonedAsync(string queue, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<WorkItem?> RenewAsync(string queue, WorkItem item, TimeSpan visibility, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }

    private sealed class Told : ILogger<WorkService<IndexMailHandler>>
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            lock (_lines)
                _lines.Add(formatter(state, exception));
        }
    }
}
