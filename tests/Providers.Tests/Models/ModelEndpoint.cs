using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace InboxMind.Providers.Tests.Models;

/// <summary>A server on this machine that speaks OpenAI's API and keeps what it was asked.</summary>
public sealed class ModelEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelEndpoint(WebApplication app) => _app = app;

    public List<JsonNode> Requests { get; } = [];

    public List<string> Keys { get; } = [];

    /// <summary>What the chat model says, from its prompt.</summary>
    public Func<string, string> Reply { get; set; } = static _ => "NOT_FOUND";

    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>The status for each prompt or picture.</summary>
    public Func<string, int>? StatusOf { get; set; }

    public string Address => _app.Urls.First();

    public static async Task<ModelEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new ModelEndpoint(builder.Build());
        endpoint._app.MapPost("/v1/chat/completions", endpoint.ChatAsync);
        endpoint._app.MapPost("/v1/embeddings", endpoint.EmbedAsync);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    public IConfiguration Configuration(int dimensions = 8) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Models:Chat:Endpoint"] = $"{Address}/v1",
            ["Models:Chat:Model"] = "chat-1",
            ["Models:Chat:ApiKey"] = "secret-key",
            ["Models:Embedding:Endpoint"] = $"{Address}/v1",
            ["Models:Embedding:Model"] = "embedding-1",
            ["Models:Embedding:ApiKey"] = "secret-key",
            ["Models:Embedding:Dimensions"] = dimensions.ToString(),
        }).Build();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ChatAsync(HttpRequest request)
    {
        var body = await ReadAsync(request);
        var prompt = body["messages"]!.AsArray().Last()!["content"]!;
        var text = prompt is JsonValue ? prompt.GetValue<string>()
            : prompt[0]!["text"]?.GetValue<string>() ?? prompt[0]!["image_url"]!["url"]!.GetValue<string>();
        if ((StatusOf?.Invoke(text) ?? Status) is not StatusCodes.Status200OK and var status)
            return Results.Json(new { error = new { message = "secret prompt text" } }, statusCode: status);
        return Results.Json(new
        {
            id = "1",
            @object = "chat.completion",
            created = 1,
            model = "chat-1",
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = Reply(text) } } },
            usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
        });
    }

    private async Task<IResult> EmbedAsync(HttpRequest request)
    {
        var body = await ReadAsync(request);
        if (Status != StatusCodes.Status200OK)
            return Results.StatusCode(Status);
        var inputs = body["input"] is JsonArray array ? array.Select(static i => i!.GetValue<string>())
            .ToList() : [body["input"]!.GetValue<string>()];
        var dimensions = body["dimensions"]!.GetValue<int>();
        return Results.Json(new
        {
            @object = "list",
            model = "embedding-1",
            data = inputs.Select((text, i) => new
            {
                @object = "embedding",
                index = i,
                embedding = Convert.ToBase64String(Enumerable.Range(0, dimensions)
                    .SelectMany(d => BitConverter.GetBytes((float)(text.Length % (d + 2)) + 1)).ToArray()),
            }),
            usage = new { prompt_tokens = 1, total_tokens = 1 },
        });
    }

    private async Task<JsonNode> ReadAsync(HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        lock (Requests)
        {
            Requests.Add(body);
            Keys.Add(request.Headers.Authorization.ToString());
        }

        return body;
    }
}
