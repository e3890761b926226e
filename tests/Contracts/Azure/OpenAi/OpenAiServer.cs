using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InboxMind.Contracts.Azure.OpenAi;

/// <summary>Azure OpenAI as a server on this machine, as strict as the service: a path, header, version or field that it does not know is
/// refused.</summary>
public sealed class OpenAiServer : IAsyncDisposable
{
    public const string Key = "0123456789abcdef";
    public const string Token = "token-of-the-identity";
    public const string ChatDeployment = "chat-1";
    public const string EmbeddingDeployment = "embed-1";
    public const int Dimensions = 4;

    private const int MaxInputs = 2_048;
    private const int MaxTokens = 300_000;

    private static readonly HashSet<string> ChatFields =
        ["messages", "model", "temperature", "max_tokens", "max_completion_tokens", "stream", "stream_options"];

    private static readonly HashSet<string> EmbeddingFields = ["input", "model", "dimensions", "encoding_format"];

    private readonly WebApplication _app;

    private OpenAiServer(WebApplication app) => _app = app;

    /// <summary>What comes in place of the next answers, in this order; null answers.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>?> Instead { get; } = [];

    public ConcurrentQueue<JsonObject> Chats { get; } = [];

    public ConcurrentQueue<JsonObject> Embeddings { get; } = [];

    public int Calls { get; private set; }

    public string Reply { get; set; } = "It is on Monday [1].";

    public string FinishReason { get; set; } = "stop";

    /// <summary>Whether the model behind the deployment is one that reasons.</summary>
    public bool IsReasoning { get; set; }

    /// <summary>Tokens that its models count for a character.</summary>
    public int TokensPerWord { get; set; } = 1;

    public Uri Address => new(_app.Urls.First());

    public static async Task<OpenAiServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static k => k.Limits.MaxRequestBodySize = null);
        var server = new OpenAiServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>A refusal with a status and a header.</summary>
    public static Func<HttpContext, Task> Status(int status, string? header = null, string? value = null) => context =>
    {
        if (header is not null)
            context.Response.Headers[header] = value;
        return ErrorAsync(context, status, status == 429 ? "429" : "error", "secret prompt text");
    };

    /// <summary>A connection that ends without an answer.</summary>
    public static Task Drop(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The content filter does not take the prompt.</summary>
    public static Task FilterPrompt(HttpContext context)
    {
        context.Response.StatusCode = 400;
        return context.Response.WriteAsJsonAsync(new
        {
            error = new
            {
                message = "The response was filtered: secret prompt text",
                type = (string?)null,
                param = "prompt",
                code = "content_filter",
                status = 400,
                innererror = new
                {
                    code = "ResponsibleAIPolicyViolation",
                    content_filter_result = new { hate = new { filtered = true, severity = "high" } },
                },
            },
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task ErrorAsync(HttpContext context, int status, string code, string message, string? param = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message, param, type = "invalid_request_error" } });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Calls++;
        var isAllowed = context.Request.Headers["api-key"] == Key ^ context.Request.Headers.Authorization == $"Bearer {Token}";
        if (!isAllowed)
        {
            await ErrorAsync(context, 401, "401", "Access denied.");
            return;
        }

        if (context.Request.Query["api-version"] != "2024-10-21" || context.Request.Query.Count != 1)
        {
            await ErrorAsync(context, 404, "404", "Resource not found");
            return;
        }

        var body = await ReadAsync(context);
        if (body is null)
            return;
        if (Instead.TryDequeue(out var instead) && instead is not null)
        {
            await instead(context);
            return;
        }

        await (context.Request.Path.Value switch
        {
            $"/openai/deployments/{ChatDeployment}/chat/completions" => ChatAsync(context, body),
            $"/openai/deployments/{EmbeddingDeployment}/embeddings" => EmbedAsync(context, body),
            _ => ErrorAsync(context, 404, "DeploymentNotFound", "The API deployment for this resource does not exist."),
        });
    }

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            if (context.Request is { Method: "POST", ContentType: "application/json" }
                && await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) is JsonObject body)
                return body;
        }
        catch (JsonException)
        {
            // Said below.
        }

        await ErrorAsync(context, 400, "BadRequest", "Not a JSON object.");
        return null;
    }

    private async Task ChatAsync(HttpContext context, JsonObject body)
    {
        Chats.Enqueue(body);
        if (body.FirstOrDefault(static f => !ChatFields.Contains(f.Key)).Key is { } unknown)
        {
            await ErrorAsync(context, 400, "BadRequest", $"Unrecognized request argument supplied: {unknown}");
            return;
        }

        var refused = IsReasoning ? body.ContainsKey("max_tokens") : body.ContainsKey("max_completion_tokens");
        if (refused)
        {
            await (IsReasoning
                ? ErrorAsync(
                    context, 400, "unsupported_parameter",
                    "Unsupported parameter: 'max_tokens' is not supported with this model.", "max_tokens")
                : ErrorAsync(context, 400, "BadRequest", "Unrecognized request argument supplied: max_completion_tokens"));
            return;
        }

        if (IsReasoning && body.ContainsKey("temperature"))
        {
            await ErrorAsync(context, 400, "unsupported_value", "'temperature' does not support 0.", "temperature");
            return;
        }

        var roles = body["messages"]!.AsArray().Select(static m => m!["role"]!.GetValue<string>());
        if (roles.Any(static r => r is not ("system" or "user" or "assistant")))
        {
            await ErrorAsync(context, 400, "BadRequest", "A role is unknown.");
            return;
        }

        if (body["stream"]?.GetValue<bool>() == true)
            await StreamAsync(context, body["stream_options"]?["include_usage"]?.GetValue<bool>() == true);
        else
            await context.Response.WriteAsJsonAsync(Completion());
    }

    private object Completion() => new
    {
        id = "1",
        @object = "chat.completion",
        created = 1,
        model = "model",
        prompt_filter_results = new[] { new { prompt_index = 0, content_filter_results = new { } } },
        choices = new[]
        {
            new
            {
                index = 0,
                finish_reason = FinishReason,
                message = new { role = "assistant", content = Reply },
                content_filter_results = new { hate = new { filtered = FinishReason == "content_filter", severity = "high" } },
            },
        },
        usage = new { prompt_tokens = 70, completion_tokens = 30, total_tokens = 100 },
    };

    private async Task StreamAsync(HttpContext context, bool usage)
    {
        context.Response.ContentType = "text/event-stream";

        // The service's first event has no choice.
        await EventAsync(new { id = "", @object = "", created = 0, model = "", choices = Array.Empty<object>() });
        foreach (var word in Reply.Split(' '))
        {
            await EventAsync(Chunk([new { index = 0, delta = new { content = $"{word} " }, finish_reason = (string?)null }], null));
            if (Instead.TryDequeue(out var instead) && instead is not null)
            {
                await instead(context);
                return;
            }
        }

        await EventAsync(Chunk([new { index = 0, delta = new { }, finish_reason = FinishReason }], null));
        if (usage)
            await EventAsync(Chunk([], new { prompt_tokens = 70, completion_tokens = 30, total_tokens = 100 }));
        await context.Response.WriteAsync("data: [DONE]\n\n");

        static object Chunk(object[] choices, object? usage) =>
            new { id = "1", @object = "chat.completion.chunk", created = 1, model = "model", choices, usage };

        async Task EventAsync(object data)
        {
            await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(data)}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }

    private Task EmbedAsync(HttpContext context, JsonObject body)
    {
        Embeddings.Enqueue(body);
        if (body.FirstOrDefault(static f => !EmbeddingFields.Contains(f.Key)).Key is { } unknown)
            return ErrorAsync(context, 400, "BadRequest", $"Unrecognized request argument supplied: {unknown}");
        if (body["input"] is not JsonArray { Count: > 0 and <= MaxInputs } input)
            return ErrorAsync(context, 400, "BadRequest", "'input' is too long.");
        var texts = input.Select(static i => i!.GetValue<string>()).ToList();
        var tokens = texts.Sum(Tokens);
        if (texts.Any(t => t.Length == 0 || Tokens(t) > 8_192) || tokens > MaxTokens)
            return ErrorAsync(context, 400, "BadRequest", "Too many tokens.");
        if (body["dimensions"]?.GetValue<int>() != Dimensions || body["encoding_format"]?.GetValue<string>() != "base64")
            return ErrorAsync(context, 400, "BadRequest", "Other dimensions.");
        return context.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            model = "model",
            data = texts.Select(static (text, i) => new
            {
                @object = "embedding",
                index = i,
                embedding = Convert.ToBase64String([.. Vector(text).SelectMany(BitConverter.GetBytes)]),
            }),
            usage = new { prompt_tokens = tokens, total_tokens = tokens },
        });
    }

    private int Tokens(string text) => text.Split(' ').Length * TokensPerWord;

    private static float[] Vector(string text) =>
        [text.Length, int.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out var n) ? n : 0, 0, 1];
}
