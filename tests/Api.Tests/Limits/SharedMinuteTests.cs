using System.Threading.RateLimiting;
using InboxMind.Api.Limits;
using InboxMind.Core.Budgets;
using InboxMind.Core.Work;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Api.Tests.Limits;

public sealed class SharedMinuteTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly Counter _shared = new();

    [Fact]
    public async Task AcquireAsync_FewRequests_MakeNoCall()
    {
        var instance = Instance(permits: 100);

        for (var i = 0; i < 5; i++)
            (await AcquireAsync(instance)).ShouldBeTrue();

        _shared.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task AcquireAsync_ManyInstances_GiveTheLimitAndATwentiethEach()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => Instance(permits: 100)).ToList();
        var given = 0;
        for (var i = 0; i < 400; i++)
        {
            if (await AcquireAsync(instances[i % 4]))
                given++;
        }

        given.ShouldBe(100 + (4 * 5));
        _shared.Used.ShouldBe(100);
        _shared.Granted.ShouldBe(20);

        _time.Advance(TimeSpan.FromMinutes(1));
        (await AcquireAsync(instances[0])).ShouldBeTrue("it is another minute");
    }

    [Fact]
    public async Task AcquireAsync_OneInstance_GivesTheLimitAndNoMore()
    {
        var instance = Instance(permits: 20);
        var given = 0;
        for (var i = 0; i < 40; i++)
        {
            if (await AcquireAsync(instance))
                given++;
        }

        given.ShouldBe(20);
    }

    [Fact]
    public async Task AcquireAsync_UsedUpElsewhere_SaysHowLongToWait()
    {
        var instance = Instance(permits: 20);
        _shared.Used = 20;
        _time.Advance(TimeSpan.FromSeconds(45));
        (await AcquireAsync(instance)).ShouldBeTrue("each instance gives one of twenty by itself");

        using var lease = await instance.AcquireAsync(cancellationToken: TestContext.Current.CancellationToken);

        lease.IsAcquired.ShouldBeFalse();
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait).ShouldBeTrue();
        wait.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task AcquireAsync_SharedCountFails_EachInstanceCountsForItself()
    {
        _shared.Fails = true;
        var instance = Instance(permits: 20);
        var given = 0;
        for (var i = 0; i < 40; i++)
        {
            if (await AcquireAsync(instance))
                given++;
        }

        given.ShouldBe(20);
    }

    private SharedMinute Instance(int permits) =>
        new(new LimitKey("user", "anna", permits), new SlidingMinute(permits, _time), _shared, _time);

    /// <summary>As the framework does it.</summary>
    private static async Task<bool> AcquireAsync(SharedMinute instance)
    {
        using var lease = instance.AttemptAcquire();
        if (lease.IsAcquired)
            return true;
        using var later = await instance.AcquireAsync(cancellationToken: TestContext.Current.CancellationToken);
        return later.IsAcquired;
    }

    private sealed class Counter : ISharedLimits
    {
        private readonly Dictionary<long, int> _used = [];

        public int Used
        {
            get => _used.Values.Sum();
            set => _used[Minute] = value;
        }

        public int Calls { get; private set; }

        public int Granted { get; private set; }

        public bool Fails { get; set; }

        private static long Minute => new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 60;

        public Task<bool> TryTakeAsync(
            string name, string whose, long minute, int amount, int limit, CancellationToken cancellation)
        {
            Calls++;
            if (Fails)
                throw new Unusable();
            if (_used.GetValueOrDefault(minute) + amount > limit)
                return Task.FromResult(false);
            _used[minute] = _used.GetValueOrDefault(minute) + amount;
            Granted++;
            return Task.FromResult(true);
        }
    }

    private sealed class Unusable() : StorageUnusableException("It cannot be used.", null);
}
