using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>What administrators see and change: everything below <c>/api/v1/admin</c>. The host keeps <c>/admin</c> itself for its own
/// routes, but not this path.</summary>
public sealed class AdminFunction(HttpPipeline pipeline)
{
    [Function("Admin")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "patch", Route = "api/v1/admin/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
