using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Health;

/// <summary><c>GET /health</c>: cheap and public.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", Get).AllowAnonymous()
        .WithSummary("Says that the process runs.");

    private static Ok<HealthResponse> Get() => TypedResults.Ok(new HealthResponse("healthy"));
}

/// <summary>Whether the process answers.</summary>
internal sealed record HealthResponse(string Status);
