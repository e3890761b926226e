using System.Security.Cryptography;
using InboxMind.Core.Accounts.Sessions;

namespace InboxMind.Contracts.Accounts;

/// <summary>What <see cref="ISigningKeyStore"/> promises. The keys belong to the deployment, so that an adapter needs a store of its own
/// for each test.</summary>
public abstract class SigningKeyStoreContract : Contract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    protected abstract ISigningKeyStore Store { get; }

    [Fact]
    public async Task AddAsync_Key_KeepsEveryField()
    {
        var key = Key(Start);

        await Store.AddAsync(key, unlessNewerThan: Start, Cancellation);

        var stored = (await Store.ListAsync(Cancellation)).ShouldHaveSingleItem();
        (stored.Id, stored.CreatedAt).ShouldBe((key.Id, key.CreatedAt));
        stored.PrivateKey.ShouldBe(key.PrivateKey);
        stored.ToString().ShouldBe(key.Id);
    }

    [Fact]
    public async Task ListAsync_SeveralKeys_GivesTheNewestFirst()
    {
        var (first, second, third) = (Key(Start), Key(Start.AddDays(30)), Key(Start.AddDays(60)));
        foreach (var key in (SigningKey[])[second, first, third])
            await Store.AddAsync(key, DateTimeOffset.MaxValue, Cancellation);

        (await Ids()).ShouldBe([third.Id, second.Id, first.Id]);
    }

    [Fact]
    public async Task AddAsync_NewerKeyThanAllowed_AddsNothing()
    {
        var (mine, theirs) = (Key(Start), Key(Start.AddSeconds(-1)));
        await Store.AddAsync(theirs, DateTimeOffset.MaxValue, Cancellation);

        await Store.AddAsync(mine, unlessNewerThan: Start.AddDays(-30), Cancellation);
        (await Ids()).ShouldBe([theirs.Id]);

        await Store.AddAsync(mine, unlessNewerThan: theirs.CreatedAt, Cancellation);
        (await Ids()).ShouldBe([mine.Id, theirs.Id]);
    }

    [Fact]
    public async Task AddAsync_ManyProcessesAtOnce_OneKeyIsAdded()
    {
        await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => Task.Run(() => Store.AddAsync(Key(Start), Start.AddDays(-30), Cancellation))));

        (await Ids()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RemoveAsync_MadeBefore_RemovesThoseAlone()
    {
        var (old, young) = (Key(Start), Key(Start.AddDays(1)));
        await Store.AddAsync(old, DateTimeOffset.MaxValue, Cancellation);
        await Store.AddAsync(young, DateTimeOffset.MaxValue, Cancellation);

        await Store.RemoveAsync(Start, Cancellation);
        (await Ids()).Count.ShouldBe(2, "neither was made before that");
        await Store.RemoveAsync(Start.AddDays(1), Cancellation);

        (await Ids()).ShouldBe([young.Id]);
    }

    private async Task<List<string>> Ids() => [.. (await Store.ListAsync(Cancellation)).Select(static k => k.Id)];

    private static SigningKey Key(DateTimeOffset createdAt)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(Guid.NewGuid().ToString("n"), createdAt, key.ExportPkcs8PrivateKey());
    }
}
