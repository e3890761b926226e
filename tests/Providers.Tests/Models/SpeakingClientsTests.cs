using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using InboxMind.Core.Answers;
using InboxMind.Providers.Models;
using Microsoft.Extensions.AI;

namespace InboxMind.Providers.Tests.Models;

/// <summary>What a person is told when a model's endpoint fails.</summary>
public sealed class SpeakingClientsTests
{
    private const string Prompt = "the secret text of a mail";

    private static readonly OpenAiSettings Settings = new(new Uri("https://models.example/v1"), "secret-key", "chat-1", 0, 6_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, "refuses the API key (HTTP 401)")]
    [InlineData(403, "refuses the API key (HTTP 403)")]
    [InlineData(404, "was not found (HTTP 404)")]
    [InlineData(429, "is busy or its quota is used up")]
    [InlineData(500, "failed (HTTP 500)")]
    public async Task Call_EndpointRefuses_SaysWhyWithoutItsText(int status, string expected)
    {
        var fault = Answered(status, Prompt);

        foreach (var call in Calls(fault))
        {
            var failure = await Should.ThrowAsync<ModelUnavailableException>(call);
            failure.Message.ShouldContain(expected);
            failure.Message.ShouldNotContain("secret");
        }
    }

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(AggregateException))]
    public async Task Call_EndpointIsOutOfReach_SaysWhatToCheck(Type fault)
    {
        foreach (var call in Calls((Exception)Activator.CreateInstance(fault)!))
            (await Should.ThrowAsync<ModelUnavailableException>(call)).Message.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task Call_ContentFilter_IsARefusal()
    {
        foreach (var call in Calls(Answered(400, "HTTP 400 (content_filter) no")))
            (await Should.ThrowAsync<ModelRefusedException>(call)).Message.ShouldBe(ModelRefusedException.AtPrompt);
    }

    [Fact]
    public async Task Call_FaultOfTheProgram_StaysWhatItIs()
    {
        foreach (var call in Calls(new InvalidCastException()))
            await Should.ThrowAsync<InvalidCastException>(call);
    }

    [Fact]
    public async Task GetResponseAsync_CallerStops_IsNoFailureOfTheModel()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using var client = new SpeakingChatClient(new Chat(new OperationCanceledException()), Settings);

        await Should.ThrowAsync<OperationCanceledException>(() => client.GetResponseAsync([], options: null, stopped.Token));
    }

    [Fact]
    public async Task GetStreamingResponseAsync_BreaksInTheMiddle_GivesWhatCameAndThenSaysSo()
    {
        using var client = new SpeakingChatClient(new Chat(new IOException()), Settings);
        var came = new List<string>();

        await Should.ThrowAsync<ModelUnavailableException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([], cancellationToken: Cancellation))
                came.Add(update.Text);
        });

        came.ShouldBe(["Anna "]);
    }

    [Fact]
    public async Task Call_ModelAnswers_PassesItOn()
    {
        using var chat = new SpeakingChatClient(new Chat(fault: null), Settings);
        using var embedding = new SpeakingEmbeddingGenerator(new Vectors(fault: null), Settings);
        var streamed = "";
        await foreach (var update in chat.GetStreamingResponseAsync([], cancellationToken: Cancellation))
            streamed += update.Text;

        streamed.ShouldBe("Anna said so.");
        (await chat.GetResponseAsync([], cancellationToken: Cancellation)).Text.ShouldBe("Anna said so.");
        (await embedding.GenerateAsync(["boat"], cancellationToken: Cancellation)).Count.ShouldBe(1);
    }

    private static IEnumerable<Func<Task>> Calls(Exception fault)
    {
        var chat = new SpeakingChatClient(new Chat(fault), Settings);
        var embedding = new SpeakingEmbeddingGenerator(new Vectors(fault), Settings);
        yield return () => chat.GetResponseAsync([], cancellationToken: Cancellation);
        yield return async () =>
        {
            await foreach (var _ in chat.GetStreamingResponseAsync([], cancellationToken: Cancellation))
            {
            }
        };
        yield return () => embedding.GenerateAsync(["boat"], cancellationToken: Cancellation);
    }

    private static ClientResultException Answered(int status, string message) => new(message, new Response(status));

    private sealed class Chat(Exception? fault) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            fault is null
                ? Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Anna said so.")))
                : Task.FromException<ChatResponse>(fault);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Anna ");
            await Task.CompletedTask;
            if (fault is not null)
                throw fault;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "said so.");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Vectors(Exception? fault) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            fault is null
                ? Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(static _ => new Embedding<float>(new float[4]))))
                : Task.FromException<GeneratedEmbeddings<Embedding<float>>>(fault);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Response(int status) : PipelineResponse
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override BinaryData Content => BinaryData.FromString("");

        protected override PipelineResponseHeaders HeadersCore => throw new NotSupportedException();

        public override BinaryData BufferContent(CancellationToken cancellationToken = default) => Content;

        public override ValueTask<BinaryData> BufferContentAsync(CancellationToken cancellationToken = default) => new(Content);

        public override void Dispose()
        {
        }
    }
}
