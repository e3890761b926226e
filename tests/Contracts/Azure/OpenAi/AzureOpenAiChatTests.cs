using InboxMind.Azure.OpenAi;
using InboxMind.Core.Answers;
using Microsoft.Extensions.AI;

namespace InboxMind.Contracts.Azure.OpenAi;

public sealed class AzureOpenAiChatTests : IAsyncLifetime
{
    private readonly ImpatientTime _time = new();
    private OpenAiServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await OpenAiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task GetResponseAsync_Key_IsAnswered()
    {
        var response = await AskAsync();

        response.Text.ShouldBe("It is on Monday [1].");
        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount).ShouldBe((70, 30));
        var body = _server.Chats.ShouldHaveSingleItem();
        body["max_tokens"]!.GetValue<int>().ShouldBe(500);
        body["temperature"]!.GetValue<float>().ShouldBe(0);
        body["messages"]![1]!["content"]!.ToJsonString().ShouldContain("When is it?");
    }

    [Fact]
    public async Task GetResponseAsync_Identity_SendsItsToken()
    {
        var settings = AzureOpenAiSettings.Read(
            Deployment.Section(("Endpoint", "https://name.openai.azure.com"), ("Deployment", OpenAiServer.ChatDeployment)),
            Deployment.Section(), embedding: false)!.With(new ModelIdentity(OpenAiServer.Token));

        var response = await Deployment.Models(_time, transport: Deployment.To(_server)).Chat(settings).Client
            .GetResponseAsync("When is it?", cancellationToken: Cancellation);

        response.Text.ShouldBe("It is on Monday [1].");
    }

    [Fact]
    public async Task GetResponseAsync_WrongToken_NamesTheRole()
    {
        var settings = AzureOpenAiSettings.Read(
            Deployment.Section(("Endpoint", "https://name.openai.azure.com"), ("Deployment", OpenAiServer.ChatDeployment)),
            Deployment.Section(), embedding: false)!.With(new ModelIdentity("another"));

        var failure = await Should.ThrowAsync<ModelUnavailableException>(() =>
            Deployment.Models(_time, transport: Deployment.To(_server)).Chat(settings).Client
                .GetResponseAsync("When is it?", cancellationToken: Cancellation));

        failure.Message.ShouldContain("Cognitive Services OpenAI User");
        _server.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponseAsync_ModelThatReasons_IsAskedInItsWayFromThenOn()
    {
        _server.IsReasoning = true;
        var client = Client();

        (await AskAsync(client)).Text.ShouldBe("It is on Monday [1].");
        (await AskAsync(client)).Text.ShouldBe("It is on Monday [1].");

        _server.Chats.Select(static c => c.ContainsKey("max_completion_tokens")).ShouldBe([false, true, true]);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_ModelThatReasons_IsAskedInItsWay()
    {
        _server.IsReasoning = true;

        (await StreamAsync(Client())).ShouldBe("It is on Monday [1]. ");
    }

    [Theory]
    [InlineData(429, "Retry-After", "7", 7_000)]
    [InlineData(429, "retry-after-ms", "1500", 1_500)]
    [InlineData(429, "x-ms-retry-after-ms", "250", 250)]
    [InlineData(503, "Retry-After", "3", 3_000)]
    public async Task GetResponseAsync_Busy_ComesBackWhenTold(int status, string header, string value, int milliseconds)
    {
        _server.Instead.Enqueue(OpenAiServer.Status(status, header, value));

        (await AskAsync()).Text.ShouldBe("It is on Monday [1].");

        _time.Waits.ShouldBe([TimeSpan.FromMilliseconds(milliseconds)]);
        _server.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task GetResponseAsync_ToldADate_ComesBackThen()
    {
        var date = _time.GetUtcNow().AddSeconds(5);
        _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", date.ToString("r")));

        await AskAsync();

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public async Task GetResponseAsync_ToldToWaitLong_SaysSoAtOnce()
    {
        _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", "60"));

        var failure = await Should.ThrowAsync<ModelUnavailableException>(() => AskAsync());

        failure.Message.ShouldContain("no tokens left");
        _time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetResponseAsync_BusyForAnother_WaitsToo()
    {
        var client = Client();
        _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", "20"));
        _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", "20"));
        await Should.ThrowAsync<ModelUnavailableException>(() => AskAsync(client));
        _time.Waits.Clear();

        await AskAsync(client);

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(20)]);
        _server.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task GetResponseAsync_ServiceFailsAndConnectionDrops_TriesAgain()
    {
        _server.Instead.Enqueue(OpenAiServer.Status(500));
        _server.Instead.Enqueue(OpenAiServer.Drop);
        _server.Instead.Enqueue(OpenAiServer.Status(503));

        (await AskAsync()).Text.ShouldBe("It is on Monday [1].");

        _server.Calls.ShouldBe(4);
        _time.Waits.Count.ShouldBe(3);
        _time.Waits.ShouldBe(_time.Waits.Order());
    }

    [Fact]
    public async Task GetResponseAsync_FailsForGood_SaysSoWithoutThePrompt()
    {
        for (var i = 0; i < 10; i++)
            _server.Instead.Enqueue(OpenAiServer.Status(500));

        var failure = await Should.ThrowAsync<ModelUnavailableException>(() => AskAsync());

        failure.Message.ShouldBe("chat-1 at 127.0.0.1 failed (HTTP 500); try again later.");
        _server.Calls.ShouldBe(6);
    }

    [Theory]
    [InlineData("Deployment", "unknown", "was not found")]
    [InlineData("ApiKey", "wrong", "refuses to let the app in")]
    public async Task GetResponseAsync_WrongSetting_IsNotTriedAgain(string name, string value, string expected)
    {
        var client = Deployment.Models(_time).Chat(Deployment.Chat(_server, (name, value))).Client;

        (await Should.ThrowAsync<ModelUnavailableException>(() => AskAsync(client))).Message.ShouldContain(expected);

        _server.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponseAsync_PromptIsFiltered_IsARefusal()
    {
        _server.Instead.Enqueue(OpenAiServer.FilterPrompt);

        var refusal = await Should.ThrowAsync<ModelRefusedException>(() => AskAsync());

        refusal.Message.ShouldBe(ModelRefusedException.AtPrompt);
        _server.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponseAsync_CompletionIsFiltered_SaysSo()
    {
        _server.FinishReason = "content_filter";

        (await AskAsync()).FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_Answer_ComesInPiecesWithItsUsage()
    {
        var updates = await Client().GetStreamingResponseAsync("When is it?", Options, Cancellation).ToListAsync(Cancellation);

        string.Concat(updates.Select(static u => u.Text)).ShouldBe("It is on Monday [1]. ");
        updates.Count(static u => u.Text.Length > 0).ShouldBe(5);
        updates.SelectMany(static u => u.Contents).OfType<UsageContent>().ShouldHaveSingleItem().Details.TotalTokenCount.ShouldBe(100);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_Filtered_EndsWithIt()
    {
        _server.FinishReason = "content_filter";

        var updates = await Client().GetStreamingResponseAsync("When is it?", Options, Cancellation).ToListAsync(Cancellation);

        updates.ShouldContain(static u => u.FinishReason == ChatFinishReason.ContentFilter);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_FailsAtFirst_TriesAgain()
    {
        _server.Instead.Enqueue(OpenAiServer.Status(429, "Retry-After", "2"));
        _server.Instead.Enqueue(OpenAiServer.Drop);

        (await StreamAsync(Client())).ShouldBe("It is on Monday [1]. ");
    }

    [Fact]
    public async Task GetStreamingResponseAsync_DropsInTheMiddle_IsNotSaidTwice()
    {
        _server.Instead.Enqueue(null);
        _server.Instead.Enqueue(null);
        var isRead = new TaskCompletionSource();
        _server.Instead.Enqueue(async context =>
        {
            await isRead.Task;
            context.Abort();
        });
        var said = "";

        await Should.ThrowAsync<ModelUnavailableException>(async () =>
        {
            await foreach (var update in Client().GetStreamingResponseAsync("When is it?", Options, Cancellation))
            {
                said += update.Text;
                if (said == "It is ")
                    isRead.TrySetResult();
            }
        });

        said.ShouldBe("It is ");
        _server.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task GetResponseAsync_TokensOfTheMinuteAreUsed_WaitsForTheNext()
    {
        _time.SetUtcNow(new DateTimeOffset(2100, 1, 1, 10, 0, 45, TimeSpan.Zero));
        var client = Deployment.Models(_time).Chat(Deployment.Chat(_server, ("TokensPerMinute", "1100"))).Client;

        await AskAsync(client);
        await AskAsync(client);
        _time.Waits.ShouldBeEmpty();
        await AskAsync(client);

        _time.Waits.ShouldBe([TimeSpan.FromSeconds(15)]);
    }

    [Theory]
    [InlineData("Endpoint", "http://name.openai.azure.com")]
    [InlineData("Endpoint", "https://name.openai.azure.com/openai/v1")]
    [InlineData("Endpoint", "")]
    [InlineData("Deployment", "a/b")]
    [InlineData("ContextTokens", "many")]
    [InlineData("TokensPerMinute", "-1")]
    public void Read_WrongSetting_NamesIt(string name, string value) =>
        Should.Throw<Core.Settings.SettingsException>(() => Deployment.Chat(_server, (name, value))).Message.ShouldContain(name);

    [Fact]
    public void Read_HttpWithoutKey_IsRefused() =>
        Should.Throw<Core.Settings.SettingsException>(() => Deployment.Chat(_server, ("ApiKey", "")));

    private static readonly ChatOptions Options = new() { Temperature = 0, MaxOutputTokens = 500 };

    private IChatClient Client() => Deployment.Models(_time).Chat(Deployment.Chat(_server)).Client;

    private Task<ChatResponse> AskAsync(IChatClient? client = null) => (client ?? Client()).GetResponseAsync(
        [new ChatMessage(ChatRole.System, "Rules."), new ChatMessage(ChatRole.User, "When is it?")], Options, Cancellation);

    private static async Task<string> StreamAsync(IChatClient client)
    {
        var said = "";
        await foreach (var update in client.GetStreamingResponseAsync("When is it?", Options, Cancellation))
            said += update.Text;
        return said;
    }
}
