using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;
using InboxMind.Embedded.Work;
using InboxMind.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Work;

public sealed class QueueWorkerTests : IDisposable
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly MainDatabase _database;
    private readonly SqliteWorkQueue _queue;

    public QueueWorkerTests()
    {
        _database = new MainDatabase(new DataFolder(_folder.Root));
        _queue = new SqliteWorkQueue(_database, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunOnceAsync_WorkLongerThanItsTime_StaysWithItsWorkerAndIsDoneOnce()
    {
        var handler = new Gate();
        await _queue.SendAsync(handler.Queue, ["long"], Cancellation);
        var working = Worker(handler).RunOnceAsync(Cancellation);
        await handler.Entered.WaitAsync(Cancellation);

        for (var i = 0; i < 12; i++)
        {
            var receipt = Receipt();
            _time.Advance(Visibility / 3);

            // Renewed in the background.
            while (Receipt() == receipt)
                await Task.Yield();
            (await _queue.ReceiveAsync(handler.Queue, 1, Visibility, Cancellation)).ShouldBeEmpty();
        }

        handler.Open.Release();
        (await working).ShouldBeTrue();
        (await _queue.CountAsync(handler.Queue, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task RunOnceAsync_WorkThatFailsAfterARenewal_ComesBackAfterADelay()
    {
        var handler = new Gate { Fails = true };
        await _queue.SendAsync(handler.Queue, ["long"], Cancellation);
        var working = Worker(handler).RunOnceAsync(Cancellation);
        await handler.Entered.WaitAsync(Cancellation);
        var receipt = Receipt();
        _time.Advance(Visibility / 3);
        while (Receipt() == receipt)
            await Task.Yield();
        handler.Open.Release();
        await working;

        (await _queue.ReceiveAsync(handler.Queue, 1, Visibility, Cancellation)).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(4));
        (await _queue.ReceiveAsync(handler.Queue, 1, Visibility, Cancellation)).Single().DequeueCount.ShouldBe(2);
    }

    [Fact]
    public async Task RunOnceAsync_OneItemCannotBeRenewed_TheOthersAre()
    {
        var handler = new Gate();
        var queue = new FailingRenewal(_queue, "first");
        await _queue.SendAsync(handler.Queue, ["first", "second"], Cancellation);
        var working = Worker(handler, queue).RunOnceAsync(Cancellation);
        await handler.Entered.WaitAsync(Cancellation);
        for (var turn = 1; turn <= 4; turn++)
        {
            _time.Advance(Visibility / 3);
            while (queue.Failed < turn)
                await Task.Yield();
        }

        (await _queue.ReceiveAsync(handler.Queue, 10, Visibility, Cancellation)).Select(static i => i.Body).ShouldBe(["first"]);
        handler.Open.Release(2);
        await working;
    }

    [Fact]
    public async Task RunOnceAsync_Stopped_GivesBackWhatItHoldsAtOnceAndUncounted()
    {
        var handler = new Gate();
        await _queue.SendAsync(handler.Queue, ["first", "second", "third", "fourth"], Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var working = Worker(handler).RunOnceAsync(stop.Token);
        await handler.Entered.WaitAsync(Cancellation);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => working);

        var again = await _queue.ReceiveAsync(handler.Queue, 10, Visibility, Cancellation);
        again.Select(static i => (i.Body, i.DequeueCount)).ShouldBe(
            [("first", 1), ("second", 1), ("third", 1), ("fourth", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task RunOnceAsync_StorageCannotBeUsed_GivesTheRestBackAndSetsNothingAside()
    {
        var handler = new Gate { Problem = new DataFolderException("The disk is full.") };
        await _queue.SendAsync(handler.Queue, ["one"], Cancellation);

        for (var i = 0; i < 2 * WorkQueues.MaxDequeueCount; i++)
        {
            handler.Open.Release();
            await Should.ThrowAsync<StorageUnusableException>(() => Worker(handler).RunOnceAsync(Cancellation));
            (await _queue.ReceiveAsync(handler.Queue, 1, Visibility, Cancellation)).ShouldBeEmpty("others come first");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        (await _queue.ReceiveAsync(handler.Queue, 1, Visibility, Cancellation)).ShouldHaveSingleItem().DequeueCount.ShouldBe(1);
        (await _queue.ListPoisonedAsync(handler.Queue, 1, Cancellation)).ShouldBeEmpty();
    }

    private long Receipt() => _database.Sqlite.Read(static session => session.Scalar("SELECT receipt FROM work"));

    private QueueWorker<Gate> Worker(Gate handler, IWorkQueue? queue = null) =>
        new(queue ?? _queue, handler, new WorkSettings { Visibility = Visibility }, _time, NullLogger<QueueWorker<Gate>>.Instance);

    /// <summary>Work that takes as long as the test wants.</summary>
    private sealed class Gate : IWorkHandler
    {
        public string Queue => "gate";

        public bool Fails { get; init; }

        public Exception? Problem { get; init; }

        public SemaphoreSlim Entered { get; } = new(0);

        public SemaphoreSlim Open { get; } = new(0);

        public async Task HandleAsync(string body, CancellationToken cancellation)
        {
            Entered.Release();
            await Open.WaitAsync(cancellation);
            if (Problem is not null)
                throw Problem;
            if (Fails)
                throw new InvalidOperationException("It fails.");
        }
    }

    /// <summary>A queue that fails to renew items of one body.</summary>
    private sealed class FailingRenewal(IWorkQueue queue, string body) : IWorkQueue
    {
        private int _failed;

        public int Failed => Volatile.Read(ref _failed);

        public Task SendAsync(string name, IReadOnlyCollection<string> bodies, CancellationToken cancellation) =>
            queue.SendAsync(name, bodies, cancellation);

        public Task<IReadOnlyList<WorkItem>> ReceiveAsync(string name, int max, TimeSpan visibility, CancellationToken cancellation) =>
            queue.ReceiveAsync(name, max, visibility, cancellation);

        public Task CompleteAsync(string name, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation) =>
            queue.CompleteAsync(name, items, cancellation);

        public Task ReleaseAsync(string name, WorkItem item, TimeSpan delay, CancellationToken cancellation) =>
            queue.ReleaseAsync(name, item, delay, cancellation);

        public Task<WorkItem?> RenewAsync(string name, WorkItem item, TimeSpan visibility, CancellationToken cancellation)
        {
            if (item.Body != body)
                return queue.RenewAsync(name, item, visibility, cancellation);
            Interlocked.Increment(ref _failed);
            throw new IOException("The connection was lost.");
        }

        public Task<long> CountAsync(string name, CancellationToken cancellation) => queue.CountAsync(name, cancellation);

        public Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string name, int limit, CancellationToken cancellation) =>
            queue.ListPoisonedAsync(name, limit, cancellation);

        public Task<bool> RequeuePoisonedAsync(string name, string id, CancellationToken cancellation) =>
            queue.RequeuePoisonedAsync(name, id, cancellation);

        public Task<int> RequeueAllPoisonedAsync(string name, CancellationToken cancellation) =>
            queue.RequeueAllPoisonedAsync(name, cancellation);
    }
}
