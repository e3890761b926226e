using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>To a provider and back: everything below <c>/api/v1/oauth</c>.</summary>
public sealed class OAuthFunction(HttpPipeline pipeline)
{
    [Function("OAuth")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/oauth/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
