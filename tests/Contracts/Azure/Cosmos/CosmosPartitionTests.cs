using InboxMind.Azure.Cosmos;
using InboxMind.Testing.Cosmos;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Contracts.Azure.Cosmos;

public sealed class CosmosPartitionTests : IDisposable
{
    private readonly CosmosAccount _account = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CosmosPartition Anna => _account.Database.User(new Owner(new UserId("anna")));

    private CosmosPartition Ben => _account.Database.User(new Owner(new UserId("ben")));

    public void Dispose() => _account.Dispose();

    [Fact]
    public async Task CreateAsync_Item_IsReadByItsOwnPartitionOnly()
    {
        (await Anna.CreateAsync("test", Item("a:1", 1), Cancellation)).ShouldNotBeNull();
        (await Anna.CreateAsync("test", Item("a:1", 2), Cancellation)).ShouldBeNull();

        (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull().Value.Pending.ShouldBe(1);
        (await Anna.ReadAsync<TestItem>("test", "a:2", Cancellation)).ShouldBeNull();
        (await Ben.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task ReplaceAsync_ItemWasChangedSince_IsRefused()
    {
        await Anna.CreateAsync("test", Item("a:1", 1), Cancellation);
        var read = (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull();

        var etag = (await Anna.ReplaceAsync("test", "a:1", Item("a:1", 2), read.ETag, Cancellation)).ShouldNotBeNull();
        (await Anna.ReplaceAsync("test", "a:1", Item("a:1", 3), read.ETag, Cancellation)).ShouldBeNull();

        (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull().Value.Pending.ShouldBe(2);
        (await Anna.DeleteAsync("test", "a:1", read.ETag, Cancellation)).ShouldBeFalse();
        (await Anna.DeleteAsync("test", "a:1", etag, Cancellation)).ShouldBeTrue();
        (await Anna.DeleteAsync("test", "a:1", etag: null, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task QueryAsync_MorePagesThanOne_GivesAllInOrder()
    {
        var batch = Anna.Batch("test");
        for (var i = 0; i < 100; i++)
            batch.Create(Item($"a:{i:d3}", i % 7));
        (await batch.ExecuteAsync(Cancellation)).ShouldBeTrue();
        await Ben.CreateAsync("test", Item("a:000", 3) with { User = "ben" }, Cancellation);

        var query = new CosmosQuery("VALUE c.id", "c.pending >= @least") { OrderBy = "c.pending DESC", PageSize = 7 }.With("@least", 3);
        var found = await Anna.QueryAsync<string>("test", query, Cancellation).ToListAsync(Cancellation);

        found.Count.ShouldBe(Enumerable.Range(0, 100).Count(static i => i % 7 >= 3));
        found.Select(static id => int.Parse(id[2..],
            System.Globalization.CultureInfo.InvariantCulture) % 7).ShouldBeInOrder(SortDirection.Descending);
        (await Anna.QueryAsync<long>("test", CosmosQuery.Of("a:", "VALUE COUNT(1)"),
            Cancellation).ToListAsync(Cancellation)).ShouldBe([100]);
        _account.Database.Charges.Snapshot()["test"].Units.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task QueryAsync_PathThatIsNotIndexed_IsRefused() => (await Should.ThrowAsync<CosmosUnusableException>(
        async () => await Anna.QueryAsync<string>("test", new CosmosQuery("*", "c.text = @a").With("@a", 1),
            Cancellation).ToListAsync(Cancellation)))
        .Message.ShouldBe("Cosmos DB does not take a request (400, 0).");

    [Fact]
    public async Task ExecuteAsync_OneChangeIsRefused_NoneIsMade()
    {
        await Anna.CreateAsync("test", Item("a:1", 1), Cancellation);
        var read = (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull();
        await Anna.UpsertAsync("test", Item("a:1", 5), Cancellation);

        var isDone = await Anna.Batch("test").Create(Item("a:2", 1)).Patch("a:1", PatchOperation.Set("/pending", 9))
            .Replace("a:1", Item("a:1", 7), read.ETag).ExecuteAsync(Cancellation);

        isDone.ShouldBeFalse();
        (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull().Value.Pending.ShouldBe(5);
        (await Anna.ReadAsync<TestItem>("test", "a:2", Cancellation)).ShouldBeNull();
        (await Anna.Batch("test").Create(Item("a:2", 1)).Patch("a:1",
            PatchOperation.Set("/pending", 9)).ExecuteAsync(Cancellation)).ShouldBeTrue();
        (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull().Value.Pending.ShouldBe(9);
    }

    [Fact]
    public async Task ReadAsync_ItemThatExpired_IsNone()
    {
        await Anna.CreateAsync("test", Item("a:1", 1) with { Ttl = 60 }, Cancellation);
        _account.Time.Advance(TimeSpan.FromSeconds(59));
        (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldNotBeNull();
        _account.Time.Advance(TimeSpan.FromSeconds(2));

        (await Anna.ReadAsync<TestItem>("test", "a:1", Cancellation)).ShouldBeNull();
        (await Anna.CreateAsync("test", Item("a:1", 1), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task EveryCall_WrongKey_SaysSo()
    {
        using var database = CosmosAccount.Open(_account.Server, key: "d3Jvbmc=");

        (await Should.ThrowAsync<CosmosUnusableException>(() => database.LookUps("a").ReadAsync<TestItem>("test", "a", Cancellation)))
            .Message.ShouldBe("Cosmos DB does not know the credential that it is given, or it has expired.");
    }

    [Fact]
    public async Task EveryCall_ContainersAreMissingAndMayNotBeMade_SaysWhichAndWhatRole()
    {
        var server = new CosmosServer { MayCreate = false };
        using var database = CosmosAccount.Open(server);

        (await Should.ThrowAsync<CosmosUnusableException>(() => database.EnsureAsync(Cancellation))).Message.ShouldBe(
            "The container users of the database inboxmind in Cosmos DB does not exist, and this identity may not create it: create it "
            + "as the deployment's template does, and give the identity the role \"Cosmos DB Built-in Data Contributor\".");
        server.MayCreate = true;
        await database.EnsureAsync(Cancellation);
    }

    private static TestItem Item(string id, int pending) => new("anna", id, pending, null);

    private sealed record TestItem(string User, string Id, int Pending, int? Ttl);
}
