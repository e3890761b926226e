using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>The caller's account: <c>/api/v1/account</c> and everything below it.</summary>
public sealed class AccountFunction(HttpPipeline pipeline)
{
    [Function("Account")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "patch", "delete", Route = "api/v1/account/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
