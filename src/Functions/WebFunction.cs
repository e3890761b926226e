using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>Whatever no other function takes, so that a wrong path or method gets the Api's own answer too. The host keeps <c>/</c> for a
/// page of its own unless <c>AzureWebJobsDisableHomepage</c> is <c>true</c>.</summary>
public sealed class WebFunction(HttpPipeline pipeline)
{
    [Function("Web")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options",
            Route = "{*path}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
