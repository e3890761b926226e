using System.Security.Cryptography;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;

namespace InboxMind.Contracts.Accounts;

/// <summary>What <see cref="IExpiredSignIns"/> promises. It works for all users; others' tests may leave something, too.</summary>
public abstract class ExpiredSignInsContract : Contract
{
    /// <summary>Whether the store lets go of them itself: then there is nothing to delete.</summary>
    protected virtual bool ExpiresByItself => false;

    protected abstract IExpiredSignIns Expired { get; }

    protected abstract ISignInAttempts Attempts { get; }

    protected abstract IOneTimeLinks Links { get; }

    protected abstract ISessionStore Sessions { get; }

    protected abstract DateTimeOffset Now { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task DeleteAsync_SomeExpired_DeletesThoseAndLeavesTheRest()
    {
        await AllAsync();
        var begin = Now;
        var attempt = Attempt(minutes: 10);
        await Attempts.SaveAsync(attempt, Cancellation);
        await Attempts.SaveAsync(Attempt(minutes: 1), Cancellation);
        var link = RandomNumberGenerator.GetBytes(32);
        await Links.SaveAsync(Anna, link, begin.AddMinutes(10), Cancellation);
        await Links.SaveAsync(Anna, RandomNumberGenerator.GetBytes(32), begin.AddMinutes(1), Cancellation);
        var (lasting, short1) = (New(minutes: 10), New(minutes: 1));
        await Sessions.CreateAsync(Anna, lasting, RandomNumberGenerator.GetBytes(32), Cancellation);
        await Sessions.CreateAsync(Mallory, short1, RandomNumberGenerator.GetBytes(32), Cancellation);
        await PassAsync(TimeSpan.FromMinutes(2));

        (await AllAsync()).ShouldBe(ExpiresByItself ? 0 : 3);

        (await Attempts.TakeAsync(attempt.State, Cancellation)).ShouldNotBeNull();
        (await Links.TakeAsync(link, Cancellation)).ShouldBe(Anna.User);
        (await Sessions.GetAsync(Anna, lasting.Id, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task DeleteAsync_MoreThanTheLimit_NeedsSeveralCalls()
    {
        await AllAsync();
        for (var i = 0; i < 5; i++)
            await Sessions.CreateAsync(Anna, New(minutes: 1), RandomNumberGenerator.GetBytes(32), Cancellation);
        await PassAsync(TimeSpan.FromMinutes(2));

        foreach (var some in ExpiresByItself ? (int[])[] : [2, 2, 1])
            (await Expired.DeleteAsync(Now, 2, Cancellation)).ShouldBe(some);
        (await Expired.DeleteAsync(Now, 2, Cancellation)).ShouldBe(0);
    }

    private async Task<int> AllAsync()
    {
        var deleted = 0;
        while (await Expired.DeleteAsync(Now, 100, Cancellation) is var count and > 0)
            deleted += count;
        return deleted;
    }

    private SignInAttempt Attempt(int minutes) => new(
        RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), IdentityProvider.Google, SignInIntent.SignIn, null,
        Now.AddMinutes(minutes));

    private Session New(int minutes) => new()
    {
        Id = new SessionId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))),
        CreatedAt = Now,
        LastUsedAt = Now,
        ExpiresAt = Now.AddMinutes(minutes),
    };
}
