using Azure.Core;
using InboxMind.Azure.Search;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Azure.Search;

public sealed class AzureSearchServiceTests : Contract
{
    private readonly SearchAdapter _adapter = new();

    private AzureMailIndex Index => _adapter.Index;

    private SearchServer Server => _adapter.Server;

    [Fact]
    public async Task WriteAsync_SomeDocumentsBusy_WritesThoseAgain()
    {
        var left = 3;
        Server.Refuse = key => key.Contains(Id("two").Value, StringComparison.Ordinal) && left-- > 0 ? 503 : 0;

        await Index.WriteAsync(Anna, Model, [Indexed("one", "word"), Indexed("two", "word")], Cancellation);

        (await FindAsync("word")).ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Fact]
    public async Task WriteAsync_DocumentIsNotTaken_FailsAndTheNextTimeDoesIt()
    {
        Server.Refuse = key => key.Contains(Id("two").Value, StringComparison.Ordinal) ? 400 : 0;

        var failure = await Should.ThrowAsync<AzureSearchException>(() =>
            Index.WriteAsync(Anna, Model, [Indexed("one", "word"), Indexed("two", "word")], Cancellation));
        failure.Message.ShouldNotContain("secret");
        (await Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None, "nothing counts as indexed");

        Server.Refuse = static _ => 0;
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word"), Indexed("two", "word")], Cancellation);
        (await FindAsync("word")).ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Fact]
    public async Task WriteAsync_TooLargeARequest_IsMadeInHalves()
    {
        Server.MaxDocuments = 8;

        await Index.WriteAsync(Anna, Model, [.. Enumerable.Range(0, 50).Select(static i => Indexed($"mail-{i}", "word"))], Cancellation);

        (await FindAsync("word")).Count.ShouldBe(50);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task EveryCall_BusyOrDropped_IsTriedAgain(int status)
    {
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word")], Cancellation);
        Server.Instead.Enqueue(_ => SearchServer.Busy(status));
        Server.Instead.Enqueue(SearchServer.Drop);

        (await FindAsync("word")).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData(429, "has more to do than it can")]
    [InlineData(503, "has more to do than it can")]
    [InlineData(403, "Search Index Data Contributor")]
    [InlineData(400, "does not take a request")]
    public async Task EveryCall_FailsForGood_IsOneSentenceWithoutTheQuery(int status, string expected)
    {
        for (var i = 0; i < 10; i++)
            Server.Instead.Enqueue(_ => SearchServer.Busy(status));

        var failure = await Should.ThrowAsync<AzureSearchException>(() => Index.StateAsync(Anna, Cancellation));

        failure.Message.ShouldContain(expected);
        failure.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task EveryCall_ServiceIsGone_SaysSo()
    {
        for (var i = 0; i < 10; i++)
            Server.Instead.Enqueue(SearchServer.Drop);

        (await Should.ThrowAsync<AzureSearchException>(() => Index.StateAsync(Anna, Cancellation))).Message
            .ShouldBe("The search service cannot be reached.");
    }

    [Fact]
    public async Task EverySearch_WhateverIsTyped_NamesTheOwnerFirst()
    {
        await Index.WriteAsync(Mallory, Model, [Indexed("hers", "word")], Cancellation);
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word") with { Folders = ["x' or owner ne 'y"] }], Cancellation);
        Server.Filters.Clear();

        var query = Parse("word from:anna") with { Where = new Core.Index.Conditions.InFolder("x' or owner ne 'y") };
        var found = await Index.SearchAsync(Anna, new IndexQuery(query, Model, Axis(3), 10), Cancellation);

        found.Select(static h => Name(h.Id)).ShouldBe(["one"]);
        Server.Filters.ShouldAllBe(f => f.StartsWith($"owner eq '{Anna.User.Value}'", StringComparison.Ordinal));
        Server.Filters.ShouldContain(static f => f.Contains("x eq 'x'' or owner ne ''y'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RemoveVectorsAsync_LastOwnerOfAModel_DeletesItsIndex()
    {
        IndexedMail[] mails = [Indexed("one", "word", axis: 3)];
        await Index.WriteAsync(Anna, Model, mails, Cancellation);
        await Index.WriteAsync(Mallory, Model, mails, Cancellation);
        await Index.WriteAsync(Anna, "next@1/64", mails, Cancellation);
        Server.Indexes.Count.ShouldBe(3, "the new model's index stands beside the old one's");

        await Index.RemoveVectorsAsync(Anna, "next@1/64", Cancellation);
        Server.Indexes.Count.ShouldBe(3, "another user still has the old one's vectors");
        await Index.WriteAsync(Mallory, "next@1/64", mails, Cancellation);
        await Index.RemoveVectorsAsync(Mallory, "next@1/64", Cancellation);

        Server.Indexes.Count.ShouldBe(2);
        await Index.WriteAsync(Anna, Model, mails, Cancellation);
        Server.Indexes.Count.ShouldBe(3);
    }

    [Fact]
    public async Task EraseAsync_StoppedMidway_GoesOnAndLeavesNothing()
    {
        await Index.WriteAsync(Anna, Model, [.. Enumerable.Range(0, 5).Select(static i => Indexed($"mail-{i}", "word"))], Cancellation);
        await Index.WriteAsync(Mallory, Model, [Indexed("hers", "word")], Cancellation);
        var left = 4;
        Server.Refuse = key => left-- > 0 ? 0 : 400;
        await Should.ThrowAsync<AzureSearchException>(() => Index.EraseAsync(Anna, Cancellation));
        Server.Refuse = static _ => 0;

        (await Index.EraseAsync(Anna, Cancellation)).ShouldBeTrue();

        Server.Everything().ShouldNotContain(Anna.User.Value);
        (await Index.EraseAsync(Anna, Cancellation)).ShouldBeFalse();
        (await Index.CountAsync(Mallory, SearchQuery.Empty, null, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task RemoveAsync_Mail_LeavesNothingOfIt()
    {
        await Index.WriteAsync(Anna, Model, [Indexed("one", "peculiar"), Indexed("two", "word")], Cancellation);

        await Index.RemoveAsync(Anna, [Id("one")], Cancellation);

        Server.Everything().ShouldNotContain(Id("one").Value);
        Server.Everything().ShouldNotContain("peculiar");
    }

    [Fact]
    public async Task WriteAsync_IndexWasDeleted_IsMadeAgain()
    {
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word")], Cancellation);
        using (var client = new HttpMessageInvoker(Server, disposeHandler: false))
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Delete, $"{SearchServer.Address}/indexes('{SearchIndexes.Mails}')?api-version=2023-11-01");
            request.Headers.Add("api-key", SearchServer.Key);
            using var response = await client.SendAsync(request, Cancellation);
        }

        (await Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);
        (await FindAsync("word")).ShouldBeEmpty();
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word")], Cancellation);

        (await FindAsync("word")).ShouldBe(["one"]);
    }

    [Fact]
    public async Task SearchAsync_SemanticRanker_OrdersTheBestAgainAndChangesNoScore()
    {
        var index = _adapter.Create(semantic: true);
        await index.WriteAsync(
            Anna, Model, [Indexed("much", "pump pump pump"), Indexed("fits", "pump of the price price price"), Indexed("none", "x")],
            Cancellation);
        var query = Parse("pump price") with { Any = ["pump"] };
        var plain = await Index.SearchAsync(Anna, new IndexQuery(query, "", default, 10), Cancellation);

        var found = await index.SearchAsync(Anna, new IndexQuery(query, "", default, 10), Cancellation);

        plain.Select(static h => Name(h.Id)).ShouldBe(["much", "fits"]);
        found.Select(static h => Name(h.Id)).ShouldBe(["fits", "much"]);
        found.Select(static h => h.Score).ShouldBe(plain.Select(static h => h.Score));
    }

    [Fact]
    public async Task EveryCall_Identity_SendsItsTokenForSearch()
    {
        var settings = SearchAdapter.Settings(key: "").With(new SearchIdentity());
        var index = new AzureMailIndex(new SearchService(settings, Server.Configure), TimeProvider.System);

        await index.WriteAsync(Anna, Model, [Indexed("one", "word")], Cancellation);

        (await FindAsync("word")).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData("Endpoint", "http://name.search.windows.net")]
    [InlineData("Endpoint", "name")]
    [InlineData("Semantic", "perhaps")]
    public void Read_WrongSetting_NamesIt(string name, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Search:Endpoint", SearchServer.Address)])
            .AddInMemoryCollection([new($"Search:{name}", value)]).Build();

        Should.Throw<SettingsException>(() => SearchSettings.Read(configuration.GetSection("Search"), configuration.GetSection("Azure")))
            .Message.ShouldContain($"Search:{name}");
    }

    private static SearchQuery Parse(string text) => QueryParser.Parse(text, TimeZoneInfo.Utc, default);

    private async Task<List<string>> FindAsync(string text) =>
        [.. (await Index.SearchAsync(Anna, new IndexQuery(Parse(text), "", default, 100), Cancellation)).Select(static h => Name(h.Id))];

    private sealed class SearchIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            requestContext.Scopes.ShouldBe(["https://search.azure.com/.default"]);
            return new AccessToken(SearchServer.Token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
