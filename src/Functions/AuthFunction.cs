using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>Tokens, and who one is: everything below <c>/api/v1/auth</c>.</summary>
public sealed class AuthFunction(HttpPipeline pipeline)
{
    [Function("Auth")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "api/v1/auth/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
