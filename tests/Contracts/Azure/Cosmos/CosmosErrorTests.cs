using System.Net;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Health;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>What is wrong with the account is said in one sentence, which names the setting or the role.</summary>
public sealed class CosmosErrorTests : Contract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    public void Dispose() => _adapters.Dispose();

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, 0, "Cosmos DB does not know the credential that it is given, or it has expired.")]
    [InlineData(HttpStatusCode.Forbidden, 0, "Cosmos DB refuses the identity that it is given: it needs the role "
        + "\"Cosmos DB Built-in Data Contributor\" on the account, and the account's firewall has to let it in.")]
    [InlineData(HttpStatusCode.Forbidden, 5, "Cosmos DB refuses the address of this machine: allow it in the account's firewall or its "
        + "private endpoint.")]
    [InlineData(HttpStatusCode.NotFound, 1003, "The database of Cosmos:database or one of its containers (users, lookups, audit) does "
        + "not exist: create them, as the deployment's template does.")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, 0, "Cosmos DB does not take an item that is so large.")]
    public async Task Check_AccountRefuses_SaysWhyInOneSentence(HttpStatusCode status, int subStatus, string sentence)
    {
        _adapters.Account.Server.Refusal = (status, subStatus, OnlyWrites: false);

        var condition = await new CosmosProbe(_adapters.Account.Database, _adapters.Account.Time).CheckAsync(Cancellation);

        condition.ShouldBe(Condition.Unhealthy(sentence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_NothingAnswersThere_SaysSo(bool isRefused)
    {
        using var account = new CosmosAccount(_ => new Unreachable(isRefused));

        var condition = await new CosmosProbe(account.Database, account.Time).CheckAsync(Cancellation);

        condition.ShouldBe(Condition.Unhealthy("Cosmos DB cannot be reached at the address of Cosmos:accountEndpoint."));
    }

    [Fact]
    public async Task SaveAsync_PartitionIsFull_SaysSoAndWhatIsThereIsStillRead()
    {
        await _adapters.Store.SaveAsync(Anna, [Samples.Mail("one"), Samples.Mail("two")], Cancellation);
        _adapters.Account.Server.Refusal = (HttpStatusCode.Forbidden, 1014, OnlyWrites: true);

        (await Should.ThrowAsync<CosmosUnusableException>(() => _adapters.Store.SaveAsync(Anna, [Samples.Mail("three")], Cancellation)))
            .Message.ShouldBe("A user's mail is as large as Cosmos DB holds for one (20 GB): nothing more is stored.");

        (await _adapters.Store.CountAsync(Anna, Cancellation)).ShouldBe(2);
        (await _adapters.Store.GetAsync(Anna, [Samples.Id("one")], MailExtent.Whole, Cancellation)).Count.ShouldBe(1);
        _adapters.Account.Server.Refusal = null;
        await _adapters.Store.SaveAsync(Anna, [Samples.Mail("three")], Cancellation);
        (await _adapters.Store.CountAsync(Anna, Cancellation)).ShouldBe(3);
    }

    [Fact]
    public async Task DeleteAsync_MoreFoldersThanOneBatchTakes_NothingIsLeft()
    {
        await _adapters.Store.SaveAsync(
            Anna,
            [.. Enumerable.Range(0, 130)
                .Select(static i => Samples.Mail("one") with { Placement = Samples.Place("one", $"Folder {i}") })],
            Cancellation);
        (await _adapters.Store.GetAsync(Anna, [Samples.Id("one")], MailExtent.Whole, Cancellation)).ShouldHaveSingleItem()
            .Folders.Count.ShouldBe(130);

        await _adapters.Store.DeleteAsync(Anna, [Samples.Id("one")], Cancellation);
        await _adapters.PassAsync(TimeSpan.FromMinutes(11));
        await _adapters.Leftovers.DeleteAsync(Cancellation);

        _adapters.Account.Server.Items("users", Anna.User.Value).Select(static i => (string)i["id"]!)
            .ShouldNotContain(static id => id.StartsWith("place:", StringComparison.Ordinal)
                || id.StartsWith("mail:", StringComparison.Ordinal) || id.StartsWith("gone:", StringComparison.Ordinal));
    }

    private sealed class Unreachable(bool isRefused) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw (isRefused ? new HttpRequestException("Connection refused.") : new TaskCanceledException("No answer came in time."));
    }
}
