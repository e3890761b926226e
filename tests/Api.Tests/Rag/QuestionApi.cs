using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Tests.Emails;
using InboxMind.Core.Answers;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Rag;

/// <summary>An API whose model the test scripts, with a mail or two.</summary>
internal sealed class QuestionApi : IAsyncDisposable
{
    public const string Pump = "What does the pump cost?";

    private QuestionApi(MailApi mail, ScriptedChat chat) => (Mail, Chat) = (mail, chat);

    public MailApi Mail { get; }

    public ScriptedChat Chat { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<QuestionApi> StartAsync(Action<IServiceCollection>? add = null)
    {
        var chat = new ScriptedChat();
        var mail = await MailApi.StartAsync(services =>
        {
            services.AddSingleton<IChatModels>(chat);
            add?.Invoke(services);
        });
        return new QuestionApi(mail, chat);
    }

    /// <summary>Stores and indexes a mail about the pump.</summary>
    public Task<EmailId> AddPumpAsync(string text = "The pump costs 500 euros.", int minute = 0) =>
        Mail.AddAsync(MailApi.Letter($"Pump {minute}", minute, text));

    public async Task<JsonElement> AskAsync(string question, string? conversation = null, string? token = null, object? filters = null)
    {
        using var response = await PostAsync("/api/v1/rag/query", new { query = question, conversation_id = conversation, filters }, token);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Asks, and says whether the answer was made before.</summary>
    public async Task<bool> IsCachedAsync(string question = Pump, string? conversation = null, string? token =
        null, object? filters = null) =>
        (await AskAsync(question, conversation, token, filters)).GetProperty("metadata").GetProperty("cached").GetBoolean();

    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? token = null, CancellationToken? cancellation = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        if (token != "")
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Mail.AnnasToken);
        return await Mail.Api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation ?? Cancellation);
    }

    public async Task<List<JsonElement>> HistoryAsync(string query = "", string? token = null)
    {
        using var response = await Mail.SendAsync(HttpMethod.Get, $"/api/v1/rag/queries{query}", token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        return [.. page.GetProperty("queries").EnumerateArray()];
    }

    public ValueTask DisposeAsync() => Mail.DisposeAsync();
}
