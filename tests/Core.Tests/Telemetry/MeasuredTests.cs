using InboxMind.Core.Answers;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Core.Telemetry;
using InboxMind.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Telemetry;

public sealed class MeasuredTests : IAsyncDisposable
{
    private readonly AppUnderWatch _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Import_OfMail_CountsWhatCameInAndWasIndexed()
    {
        using var measured = new Measurements();
        await _app.ImportAsync(3);
        await _app.ImportAsync(4);
        await _app.EmbedAsync();

        measured.Sum("inboxmind.import.messages", "result=added").ShouldBe(4);
        measured.Sum("inboxmind.import.messages", "result=known").ShouldBe(3);
        measured.Sum("inboxmind.index.messages").ShouldBe(4);
        measured.Sum("inboxmind.index.embedded").ShouldBe(4);
        measured.Sum("inboxmind.embedding.cache", "result=miss").ShouldBe(4);
        measured.Count("inboxmind.queue.work.duration", "queue=index-mail", "outcome=done").ShouldBe(2);
    }

    [Fact]
    public async Task Questions_ByTheirEnd_AreCountedAndTimed()
    {
        using var measured = new Measurements();
        await _app.ImportAsync(3);
        await _app.EmbedAsync();

        await _app.AskAsync("Why is the boat painted green?");
        await _app.AskAsync("Why is the boat painted green?");
        await _app.AskAsync("zzz qqq xxx?");

        measured.Sum("rag.queries", "outcome=answered").ShouldBe(1);
        measured.Sum("rag.queries", "outcome=repeated").ShouldBe(1);
        measured.Sum("rag.queries", "outcome=not_found").ShouldBe(1);
        measured.Count("rag.query.duration").ShouldBe(3);
        measured.Sum("rag.answer.cache", "result=hit").ShouldBe(1);
        measured.Sum("rag.answer.cache", "result=miss").ShouldBe(2);
        foreach (var stage in (string[])["retrieve", "thread_context", "analyse", "compliance", "answer"])
            measured.Count("rag.stage.duration", $"stage={stage}").ShouldBe(2, stage);
        measured.Count("inboxmind.search.duration").ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Search_Made_IsTimed()
    {
        using var measured = new Measurements();
        await _app.Get<SearchMail>().SearchAsync(Owner.Local, "boat", TimeZoneInfo.Utc, 5, Cancellation);

        measured.Count("inboxmind.search.duration").ShouldBe(1);
    }

    [Fact]
    public async Task Chat_WithPrices_CountsTokensAndTheirCost()
    {
        using var measured = new Measurements();
        var time = new FakeTimeProvider();
        using var model = new MeasuredChat(new Counting(time), "large", new ModelPrice(2m, 8m), time);

        await model.GetResponseAsync([new ChatMessage(ChatRole.User, "secret words")], cancellationToken: Cancellation);

        measured.Sum("inboxmind.model.tokens", "use=chat", "model=large", "direction=input").ShouldBe(1_000_000);
        measured.Sum("inboxmind.model.tokens", "direction=output").ShouldBe(500_000);
        measured.Sum("inboxmind.model.cost", "use=chat", "model=large").ShouldBe(6, 1e-9);
        measured.Sum("inboxmind.model.duration", "outcome=done").ShouldBe(3, 1e-9);
    }

    [Fact]
    public async Task Embeddings_ThatFail_AreTimedAsFailed()
    {
        using var measured = new Measurements();
        var time = new FakeTimeProvider();
        var words = new WordEmbeddings { Asked = static _ => throw new InvalidOperationException("secret words") };
        using var model = new MeasuredEmbeddings(words, "small", price: default, time);

        await Should.ThrowAsync<InvalidOperationException>(() => model.GenerateAsync(["secret words"], cancellationToken: Cancellation));

        measured.Count("inboxmind.model.duration", "use=embedding", "model=small", "outcome=failed").ShouldBe(1);
        measured.All.SelectMany(static m => m.Labels).ShouldAllBe(static l => !l.Contains("secret", StringComparison.Ordinal));
    }

    private sealed class Counting(FakeTimeProvider time) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "words"))
            {
                Usage = new UsageDetails { InputTokenCount = 1_000_000, OutputTokenCount = 500_000 },
            });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
