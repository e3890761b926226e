using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InboxMind.EndToEnd.Telemetry;

/// <summary>What InboxMind depends on, having a bad day: a chat model that is dear, and slow or broken, a model of vectors that refuses the
/// key, and a provider that lets nobody renew a token.</summary>
internal sealed class TroubledServices : IAsyncDisposable
{
    /// <summary>Longer than the objective of ten seconds.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(11);

    private readonly WebApplication _app;

    private TroubledServices(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Whether the chat model takes its time.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether it fails.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Who renews a token is kept waiting until then.</summary>
    public TaskCompletionSource RefusesTokens { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<TroubledServices> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = new TroubledServices(builder.Build());
        services._app.MapPost("/v1/chat/completions", services.ChatAsync);
        services._app.MapPost("/v1/embeddings", static () => Results.Unauthorized());
        services._app.MapGet("/.well-known/openid-configuration", services.Configuration);
        services._app.MapPost("/token", services.RefuseAsync);
        await services._app.StartAsync();
        return services;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ChatAsync(CancellationToken cancellation)
    {
        if (IsBroken)
            return Results.BadRequest();
        if (IsSlow)
            await Task.Delay(Slow, TimeProvider.System, cancellation);
        return Results.Json(new
        {
            id = "1",
            @object = "chat.completion",
            created = 1,
            model = "chat-1",
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = "NOT_FOUND" } } },
            usage = new { prompt_tokens = 2_000_000, completion_tokens = 1, total_tokens = 2_000_001 },
        });
    }

    private IResult Configuration() => Results.Json(new
    {
        issuer = Address,
        authorization_endpoint = $"{Address}/authorize",
        token_endpoint = $"{Address}/token",
        jwks_uri = $"{Address}/keys",
    });

    private async Task<IResult> RefuseAsync(CancellationToken cancellation)
    {
        await RefusesTokens.Task.WaitAsync(cancellation);
        return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
    }
}
