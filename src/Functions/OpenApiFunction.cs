using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>The OpenAPI document and its page: <c>/openapi</c> itself, since a catch-all may be empty, and everything below it.</summary>
public sealed class OpenApiFunction(HttpPipeline pipeline)
{
    [Function("OpenApi")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
