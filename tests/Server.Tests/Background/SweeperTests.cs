using InboxMind.Core;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Server.Background;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Server.Tests.Background;

public sealed class SweeperTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RawMail _raw = new();
    private readonly Indexes _indexes = new();
    private readonly Told _log = new();
    private readonly ServiceProvider _services;
    private readonly Sweeper _sweeper;

    public SweeperTests()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time)
            .AddInboxMindCore().AddInboxMindEmbedded(_folder.Root).BuildServiceProvider();
        _sweeper = new Sweeper(
            _services.GetRequiredService<SweepUnindexed>(), _services.GetRequiredService<ForgetOldQuestions>(),
            _services.GetRequiredService<ForgetExpired>(), _raw, [_indexes], _time, _log);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sweeper.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_PassAfterPass_SweepsIndexesOnceADayAlone()
    {
        await _sweeper.StartAsync(Cancellation);
        await _indexes.Swept.WaitAsync(Cancellation);
        await PassAsync();
        await PassAsync();
        _indexes.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromDays(1));
        await _indexes.Swept.WaitAsync(Cancellation);

        _indexes.Count.ShouldBe(2);
        await _sweeper.StopAsync(Cancellation);
        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExecuteAsync_PassFails_SaysSoAndComesAgain()
    {
        _raw.Fault = new InvalidOperationException("text of a mail");
        await _sweeper.StartAsync(Cancellation);
        await _raw.Swept.WaitAsync(Cancellation);

        _raw.Fault = null;
        _time.Advance(Interval);
        await _indexes.Swept.WaitAsync(Cancellation);

        await _sweeper.StopAsync(Cancellation);
        _log.Lines.ShouldHaveSingleItem().ShouldBe("The sweep for unindexed mail failed: InvalidOperationException");
    }

    [Fact]
    public async Task ExecuteAsync_StorageUnusable_LeavesItToTheWorkerToSay()
    {
        _raw.Fault = new DiskIsFull();
        await _sweeper.StartAsync(Cancellation);
        await _raw.Swept.WaitAsync(Cancellation);

        _raw.Fault = null;
        _time.Advance(Interval);
        await _indexes.Swept.WaitAsync(Cancellation);

        await _sweeper.StopAsync(Cancellation);
        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task ExecuteAsync_RawMailIsHeld_SaysHowMuch()
    {
        _raw.Held = 3;

        await _sweeper.StartAsync(Cancellation);
        await _indexes.Swept.WaitAsync(Cancellation);

        await _sweeper.StopAsync(Cancellation);
        _log.Lines.ShouldHaveSingleItem().ShouldEndWith(": 3");
    }

    private async Task PassAsync()
    {
        while (_raw.Swept.CurrentCount > 0)
            await _raw.Swept.WaitAsync(Cancellation);
        _time.Advance(Interval);
        await _raw.Swept.WaitAsync(Cancellation);
    }

    private sealed class DiskIsFull() : StorageUnusableException("The disk is full.", inner: null);

    private sealed class RawMail : IRawMailLeftovers
    {
        public SemaphoreSlim Swept { get; } = new(0);

        public Exception? Fault { get; set; }

        public int Held { get; set; }

        public Task<RawMailSweep> DeleteAsync(CancellationToken cancellation)
        {
            var fault = Fault;
            Swept.Release();
            return fault is null ? Task.FromResult(new RawMailSweep(Held, Held)) : Task.FromException<RawMailSweep>(fault);
        }
    }

    private sealed class Indexes : IIndexLeftovers
    {
        public SemaphoreSlim Swept { get; } = new(0);

        public int Count { get; private set; }

        public Task<int> DeleteAsync(CancellationToken cancellation)
        {
            Count++;
            Swept.Release();
            return Task.FromResult(0);
        }
    }

    private sealed class Told : ILogger<Sweeper>
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

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add(formatter(state, exception));
        }
    }
}
