using System.Security.Cryptography;
using InboxMind.Core.Accounts.SignIn;

namespace InboxMind.Contracts.Accounts;

/// <summary>What <see cref="ISignInAttempts"/> and <see cref="IOneTimeLinks"/> promise.</summary>
public abstract class SignInsContract : Contract
{
    protected abstract ISignInAttempts Attempts { get; }

    protected abstract IOneTimeLinks Links { get; }

    protected abstract DateTimeOffset Now { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task TakeAsync_Saved_GivesItOnce()
    {
        var attempt = New(SignInIntent.Link, Anna.User);
        await Attempts.SaveAsync(attempt, Cancellation);

        var taken = (await Attempts.TakeAsync(attempt.State, Cancellation))!;

        (taken with { State = attempt.State, Browser = attempt.Browser }).ShouldBe(attempt);
        taken.Browser.ShouldBe(attempt.Browser);
        (await Attempts.TakeAsync(attempt.State, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task TakeAsync_ManyAtOnce_OneGetsIt()
    {
        var attempt = New(SignInIntent.SignIn, null);
        await Attempts.SaveAsync(attempt, Cancellation);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Attempts.TakeAsync(attempt.State, Cancellation))));

        taken.Count(static t => t is not null).ShouldBe(1);
    }

    [Fact]
    public async Task TakeAsync_Expired_IsNull()
    {
        var attempt = New(SignInIntent.SignIn, null);
        await Attempts.SaveAsync(attempt, Cancellation);
        await PassAsync(TimeSpan.FromMinutes(10));

        (await Attempts.TakeAsync(attempt.State, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task TakeAsync_Unknown_IsNull() =>
        (await Attempts.TakeAsync(RandomNumberGenerator.GetBytes(32), Cancellation)).ShouldBeNull();

    [Fact]
    public async Task Link_Taken_SignsInOnceAndNotLate()
    {
        var (one, two) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        await Links.SaveAsync(Anna, one, Now.AddMinutes(10), Cancellation);
        await Links.SaveAsync(Mallory, two, Now.AddMinutes(10), Cancellation);

        (await Links.TakeAsync(one, Cancellation)).ShouldBe(Anna.User);
        (await Links.TakeAsync(one, Cancellation)).ShouldBeNull();
        await PassAsync(TimeSpan.FromMinutes(10));
        (await Links.TakeAsync(two, Cancellation)).ShouldBeNull();
    }

    private SignInAttempt New(SignInIntent intent, UserId? user) => new(
        RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), IdentityProvider.Microsoft, intent, user,
        Now.AddMinutes(10));
}
