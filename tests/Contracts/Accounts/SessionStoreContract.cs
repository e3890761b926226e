using System.Security.Cryptography;
using InboxMind.Core.Accounts.Sessions;

namespace InboxMind.Contracts.Accounts;

/// <summary>What <see cref="ISessionStore"/> promises.</summary>
public abstract class SessionStoreContract : Contract
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(14);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    protected abstract ISessionStore Store { get; }

    protected abstract DateTimeOffset Now { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task GetAsync_Created_KeepsEveryField()
    {
        var session = New() with { Client = "Firefox", Address = "192.0.2.7", IsOperator = true, IsAssistant = true };
        await Store.CreateAsync(Anna, session, null, Cancellation);

        (await Store.GetAsync(Anna, session.Id, Cancellation)).ShouldBe(session);
        (await Store.ListAsync(Anna, Cancellation)).ShouldBe([session]);
    }

    [Fact]
    public async Task GetAsync_Expired_IsNull()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("a"), Cancellation);
        await PassAsync(Idle);

        (await Store.GetAsync(Anna, session.Id, Cancellation)).ShouldBeNull();
        (await Store.ListAsync(Anna, Cancellation)).ShouldBeEmpty();
        (await Store.HoldsAsync(Anna, session.Id, Hash("a"), Cancellation)).ShouldBeFalse();
        (await RotateAsync(Anna, session, "a", "b")).ShouldBe(Rotation.Unknown);
    }

    [Fact]
    public async Task RotateAsync_CurrentToken_IsReplacedAndTheSessionLastsLonger()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("a"), Cancellation);
        await PassAsync(TimeSpan.FromDays(1));

        (await RotateAsync(Anna, session, "a", "b")).ShouldBe(Rotation.Rotated);

        (await Store.HoldsAsync(Anna, session.Id, Hash("a"), Cancellation)).ShouldBeFalse();
        (await Store.HoldsAsync(Anna, session.Id, Hash("b"), Cancellation)).ShouldBeTrue();
        var renewed = (await Store.GetAsync(Anna, session.Id, Cancellation))!;
        renewed.LastUsedAt.ShouldBe(Now);
        renewed.ExpiresAt.ShouldBe(Now + Idle);
    }

    [Fact]
    public async Task RotateAsync_UsedToken_EndsTheSessionForBoth()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("a"), Cancellation);
        await RotateAsync(Anna, session, "a", "b");
        await RotateAsync(Anna, session, "b", "c");

        (await RotateAsync(Anna, session, "a", "x")).ShouldBe(Rotation.Reused);

        (await Store.GetAsync(Anna, session.Id, Cancellation)).ShouldBeNull();
        (await RotateAsync(Anna, session, "c", "d")).ShouldBe(Rotation.Unknown);
    }

    [Fact]
    public async Task RotateAsync_UnknownToken_LeavesTheSession()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("a"), Cancellation);

        (await RotateAsync(Anna, session, "guess", "x")).ShouldBe(Rotation.Unknown);

        (await Store.HoldsAsync(Anna, session.Id, Hash("a"), Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task RotateAsync_OneTokenManyTimesAtOnce_SucceedsOnceAtMost()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("a"), Cancellation);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => RotateAsync(Anna, session, "a", $"n{i}"))));

        results.Count(static r => r == Rotation.Rotated).ShouldBe(1);
        results.ShouldContain(Rotation.Reused);
        (await Store.GetAsync(Anna, session.Id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task RotateAsync_AgainAndAgain_EndsAfterTheLongestTime()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("0"), Cancellation);
        var days = 0;
        while (await RotateAsync(Anna, session, $"{days}", $"{days + 10}") == Rotation.Rotated)
        {
            days += 10;
            await PassAsync(TimeSpan.FromDays(10));
        }

        days.ShouldBe(90);
    }

    [Fact]
    public async Task EndAllAsync_AllButOne_LeavesIt()
    {
        var (one, two, three) = (New(), New(), New());
        foreach (var session in (Session[])[one, two, three])
            await Store.CreateAsync(Anna, session, null, Cancellation);

        (await Store.EndAllAsync(Anna, two.Id, Cancellation)).ShouldBe(2);

        (await Store.ListAsync(Anna, Cancellation)).ShouldBe([two]);
        (await Store.EndAsync(Anna, two.Id, Cancellation)).ShouldBeTrue();
        (await Store.EndAsync(Anna, two.Id, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_ReadsAndChangesNothing()
    {
        var session = New();
        await Store.CreateAsync(Anna, session, Hash("a"), Cancellation);

        (await Store.GetAsync(Mallory, session.Id, Cancellation)).ShouldBeNull();
        (await Store.ListAsync(Mallory, Cancellation)).ShouldBeEmpty();
        (await Store.HoldsAsync(Mallory, session.Id, Hash("a"), Cancellation)).ShouldBeFalse();
        (await RotateAsync(Mallory, session, "a", "b")).ShouldBe(Rotation.Unknown);
        (await Store.EndAsync(Mallory, session.Id, Cancellation)).ShouldBeFalse();
        (await Store.EndAllAsync(Mallory, null, Cancellation)).ShouldBe(0);

        (await Store.HoldsAsync(Anna, session.Id, Hash("a"), Cancellation)).ShouldBeTrue();
    }

    private Session New() => new()
    {
        Id = new SessionId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))),
        CreatedAt = Now,
        LastUsedAt = Now,
        ExpiresAt = Now + Idle,
    };

    private Task<Rotation> RotateAsync(Owner owner, Session session, string presented, string replacement) =>
        Store.RotateAsync(owner, session.Id, Hash(presented), Hash(replacement), Idle, Longest, Cancellation);

    private static byte[] Hash(string token) => RefreshToken.Hash(token);
}
