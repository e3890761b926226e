using InboxMind.Server.Background;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Server.Tests.Background;

public sealed class AllIndexesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FirstLook _first = new();
    private readonly AllIndexes _all;

    public AllIndexesTests() => _all = new AllIndexes(_first, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AreDue_WhileTheFirstLookGoesOn_WaitsForItsEnd()
    {
        _all.AreDue.ShouldBeFalse();
        var waiting = _all.WaitAsync(NeverAsync, Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        waiting.IsCompleted.ShouldBeFalse();

        _first.End();

        await waiting;
        _all.AreDue.ShouldBeTrue();
    }

    [Fact]
    public async Task AreDue_AllSeen_WaitsForSomeMinutes()
    {
        _first.End();
        _all.Seen();
        _all.AreDue.ShouldBeFalse();
        var waiting = _all.WaitAsync(NeverAsync, Cancellation);

        _time.Advance(AllIndexes.Interval);

        await waiting;
        _all.AreDue.ShouldBeTrue();
    }

    [Fact]
    public void AreDue_Forgotten_AreDueAtOnce()
    {
        _first.End();
        _all.Seen();

        _all.Forget();

        _all.AreDue.ShouldBeTrue();
    }

    [Fact]
    public async Task WaitAsync_SomethingElseComes_WaitsNoLonger()
    {
        await _all.WaitAsync(static _ => Task.CompletedTask, Cancellation);

        _all.AreDue.ShouldBeFalse("the first look goes on");
    }

    private static Task NeverAsync(CancellationToken cancellation) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
}
