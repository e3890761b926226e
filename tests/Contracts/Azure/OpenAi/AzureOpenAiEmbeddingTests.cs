using InboxMind.Core.Answers;
using InboxMind.Core.Budgets;
using Microsoft.Extensions.AI;

namespace InboxMind.Contracts.Azure.OpenAi;

public sealed class AzureOpenAiEmbeddingTests : IAsyncLifetime
{
    private readonly ImpatientTime _time = new();
    private OpenAiServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await OpenAiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task GenerateAsync_ManyTexts_GoInAsFewCallsAsAreLegal()
    {
        var made = await EmbedAsync([.. Enumerable.Range(0, 5_000).Select(static i => $"{i} word")]);

        made.Select(static e => (int)e.Vector.Span[1]).ShouldBe(Enumerable.Range(0, 5_000));
        _server.Embeddings.Select(static e => e["input"]!.AsArray().Count).ShouldBe([2_048, 2_048, 904]);
        made.Usage!.InputTokenCount.ShouldBe(10_000);
    }

    [Fact]
    public async Task GenerateAsync_LongTexts_StayWithinTheTokensOfACall()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 7_000));

        (await EmbedAsync([.. Enumerable.Range(0, 80).Select(i => $"{i} {text}")])).Count.ShouldBe(80);

        _server.Embeddings.Select(static e => e["input"]!.AsArray().Count).ShouldBe([38, 38, 4]);
    }

    [Fact]
    public async Task GenerateAsync_TextBeyondTheModel_IsCut()
    {
        var made = await EmbedAsync([string.Join(' ', Enumerable.Repeat("word", 9_000))]);

        made.ShouldHaveSingleItem();
        _server.Embeddings.Single()["input"]![0]!.GetValue<string>().Split(' ').Length.ShouldBe(8_191);
    }

    [Fact]
    public async Task GenerateAsync_ModelCountsOtherwise_HalvesTheCall()
    {
        _server.TokensPerWord = 3;

        var made = await EmbedAsync([.. Enumerable.Range(0, 200).Select(static i => $"{i} {new string('x', 10)}{string.Concat(
            Enumerable.Repeat(" y", 1_000))}")]);

        made.Select(static e => (int)e.Vector.Span[1]).ShouldBe(Enumerable.Range(0, 200));
        _server.Embeddings.Count.ShouldBe(7);
    }

    [Fact]
    public async Task GenerateAsync_TokensOfTheMinute_BoundTheCallAndThePace()
    {
        _time.SetUtcNow(new DateTimeOffset(2100, 1, 1, 10, 0, 0, TimeSpan.Zero));

        await EmbedAsync([.. Enumerable.Range(0, 100).Select(static i => $"{i} b c d e f g h i j")], ("TokensPerMinute", "500"));

        _server.Embeddings.Select(static e => e["input"]!.AsArray().Count).ShouldBe([50, 50]);
        _time.Waits.ShouldBe([TimeSpan.FromMinutes(1)]);
    }

    [Fact]
    public async Task GenerateAsync_OtherInstancesUseTheMinute_WaitsForTheNext()
    {
        var shared = new OneMinute();
        _time.SetUtcNow(new DateTimeOffset(2100, 1, 1, 10, 0, 50, TimeSpan.Zero));
        var one = Deployment.Models(_time, shared).Embedding(Deployment.Embedding(_server, ("TokensPerMinute", "100"))).Generator;
        var other = Deployment.Models(_time, shared).Embedding(Deployment.Embedding(_server, ("TokensPerMinute", "100"))).Generator;
        var text = string.Join(' ', Enumerable.Repeat("word", 60));

        await one.GenerateAsync([text], cancellationToken: Cancellation);
        await other.GenerateAsync([text], cancellationToken: Cancellation);

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(10)]);
    }

    [Fact]
    public async Task GenerateAsync_BusyAndDropped_ComesBackWhenTold()
    {
        _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", "58"));
        _server.Instead.Enqueue(OpenAiServer.Drop);

        (await EmbedAsync(["1 word"])).ShouldHaveSingleItem();

        _time.Waits[0].ShouldBe(TimeSpan.FromSeconds(58));
    }

    [Fact]
    public async Task GenerateAsync_BusyForGood_GivesUp()
    {
        for (var i = 0; i < 5; i++)
            _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", "60"));

        await Should.ThrowAsync<ModelUnavailableException>(() => EmbedAsync(["1 word"]));

        _time.Waits.Count.ShouldBe(2);
    }

    private Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(string[] texts, params (string Name, string? Value)[] more) =>
        Deployment.Models(_time).Embedding(Deployment.Embedding(_server, more)).Generator
            .GenerateAsync(texts, cancellationToken: Cancellation);

    private sealed class OneMinute : ISharedLimits
    {
        private readonly Dictionary<long, int> _used = [];

        public Task<bool> TryTakeAsync(
            string name, string whose, long minute, int amount, int limit, CancellationToken cancellation)
        {
            var used = _used.GetValueOrDefault(minute) + amount;
            if (used <= limit)
                _used[minute] = used;
            return Task.FromResult(used <= limit);
        }
    }
}
