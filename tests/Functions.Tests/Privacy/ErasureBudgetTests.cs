using InboxMind.Core.Privacy;
using InboxMind.Functions.Privacy;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Functions.Tests.Privacy;

public sealed class ErasureBudgetTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SlowErasures _slow = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TakesLongerThanItsBudget_StopsAndIsTriedAgain()
    {
        var step = RunAsync(Cancellation);
        await _slow.Begun.Task.WaitAsync(Cancellation);
        step.IsCompleted.ShouldBeFalse();

        _time.Advance(EraseAccountStep.Budget);

        (await Should.ThrowAsync<ErasureStepException>(step)).Message.ShouldBe("The step failed: it takes longer.");
    }

    [Fact]
    public async Task RunAsync_HostStops_IsNoFailure()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var step = RunAsync(stop.Token);
        await _slow.Begun.Task.WaitAsync(Cancellation);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(step);
    }

    private Task<bool> RunAsync(CancellationToken cancellation) =>
        new EraseAccountStep(
                new ResumeErasures(_slow, erase: null!, _time, NullLogger<ResumeErasures>.Instance), _time,
                NullLogger<EraseAccountStep>.Instance)
            .RunAsync(new EraseStepInput("key", ErasureStep.Erase), cancellation);

    /// <summary>Does not answer before it is stopped.</summary>
    private sealed class SlowErasures : IErasures
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<IReadOnlyList<UserId>> ListAsync(int limit, CancellationToken cancellation)
        {
            Begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return [];
        }

        public Task<Erasure?> GetAsync(Owner owner, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RemoveAsync(Owner owner, CancellationToken cancellation) => throw new NotSupportedException();

        public Task SaveAsync(Owner owner, Erasure erasure, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
