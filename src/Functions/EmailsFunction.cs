using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>The caller's mail: <c>/api/v1/emails</c> and <c>/api/v1/threads</c>, and everything below them.</summary>
public sealed class EmailsFunction(HttpPipeline pipeline)
{
    [Function("Emails")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "delete", Route = "api/v1/emails/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }

    [Function("Threads")]
    public Task<IActionResult> RunThreadsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/threads/{*rest}")] HttpRequest request) => RunAsync(request);
}
