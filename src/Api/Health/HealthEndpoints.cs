using InboxMind.Api.Admin;
using InboxMind.Api.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace InboxMind.Api.Health;

/// <summary><c>GET /health</c>: cheap and public. <c>GET /health/detailed</c>: every dependency, for the operator.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Whoever watches a service from outside often asks by HEAD.
        routes.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], Get).AllowAnonymous().WithSummary("Says that the process runs.");
        routes.MapGet("/health/detailed", GetDetailedAsync).RequireAuthorization(AdminPolicies.Operator)
            .WithSummary("The state of every dependency; for the operator.").Produces<DetailedHealthResponse>(
                200).Produces<DetailedHealthResponse>(503);
    }

    private static Ok<HealthResponse> Get() => TypedResults.Ok(new HealthResponse("healthy"));

    private static async Task<JsonHttpResult<DetailedHealthResponse>> GetDetailedAsync(
        HealthCheckService checks, HttpContext context, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new DetailedHealthResponse(
                AuthEndpoints.Name(report.Status), Math.Round(report.TotalDuration.TotalMilliseconds, 1),
                [.. report.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => new DependencyHealth(
                    e.Key, AuthEndpoints.Name(e.Value.Status), Math.Round(e.Value.Duration.TotalMilliseconds, 1),
                    e.Value.Description ?? ""))]),

            // Degraded is not down.
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

/// <summary>Whether the process answers.</summary>
internal sealed record HealthResponse(string Status);

/// <summary>How the deployment is: the worst of its dependencies. <c>time_ms</c> is how long it took to find out.</summary>
internal sealed record DetailedHealthResponse(string Status, double TimeMs, IReadOnlyList<DependencyHealth> Dependencies);

/// <summary>How one dependency is.</summary>
internal sealed record DependencyHealth(string Name, string State, double TimeMs, string Detail);
