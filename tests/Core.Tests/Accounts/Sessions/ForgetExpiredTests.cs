using InboxMind.Core.Accounts.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Accounts.Sessions;

public sealed class ForgetExpiredTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgetAsync_MoreThanOnePass_GoesOnUntilNothingIsLeft()
    {
        var expired = new Expired(1_234);

        (await new ForgetExpired(expired, _time).ForgetAsync(Cancellation)).ShouldBe(1_234);

        expired.Left.ShouldBe(0);
        expired.Asked.ShouldBe([_time.GetUtcNow(), _time.GetUtcNow(), _time.GetUtcNow(), _time.GetUtcNow()]);
    }

    [Fact]
    public async Task ForgetAsync_NothingExpired_AsksOnce()
    {
        var expired = new Expired(0);

        (await new ForgetExpired(expired, _time).ForgetAsync(Cancellation)).ShouldBe(0);

        expired.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ForgetAsync_MoreThanARunMayTake_LeavesTheRestForTheNext()
    {
        var expired = new Expired(150_000);
        var forget = new ForgetExpired(expired, _time);

        (await forget.ForgetAsync(Cancellation)).ShouldBe(100_000);
        expired.Left.ShouldBe(50_000);
        (await forget.ForgetAsync(Cancellation)).ShouldBe(50_000);
    }

    private sealed class Expired(int count) : IExpiredSignIns
    {
        public int Left { get; private set; } = count;

        public List<DateTimeOffset> Asked { get; } = [];

        public Task<int> DeleteAsync(DateTimeOffset expiredBy, int limit, CancellationToken cancellation)
        {
            Asked.Add(expiredBy);
            var deleted = Math.Min(limit, Left);
            Left -= deleted;
            return Task.FromResult(deleted);
        }
    }
}
