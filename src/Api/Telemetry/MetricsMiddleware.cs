using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Telemetry;

/// <summary>Lets Prometheus read <c>/metrics</c> with the token of the settings, and no one else. Without such a token there is no such
/// page. The figures are of the whole deployment: no user's token opens them.</summary>
internal sealed class MetricsMiddleware(RequestDelegate next, TelemetrySettings settings)
{
    public const string Path = "/metrics";

    private const string Scheme = "Bearer ";

    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes(settings.MetricsToken ?? ""));

    public Task InvokeAsync(HttpContext context)
    {
        if (settings.MetricsToken is null || context.Request.Path != Path || IsAllowed(context.Request.Headers.Authorization))
            return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized, title: "A token is needed",
            detail: "Send the token that the setting Telemetry:MetricsToken names.").ExecuteAsync(context);
    }

    /// <summary>Compares digests, which takes the same time whatever is sent.</summary>
    private bool IsAllowed(Microsoft.Extensions.Primitives.StringValues header) =>
        header is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value.Length < 1_000
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(value[Scheme.Length..].Trim())), _token);
}
