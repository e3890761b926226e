using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>Questions and their answers: <c>/api/v1/rag</c> and everything below it.</summary>
public sealed class RagFunction(HttpPipeline pipeline)
{
    [Function("Rag")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "api/v1/rag/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
