using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions;

/// <summary>The caller's mailboxes: <c>/api/v1/mailboxes</c> and everything below it.</summary>
public sealed class MailboxesFunction(HttpPipeline pipeline)
{
    [Function("Mailboxes")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "patch", "delete", Route =
            "api/v1/mailboxes/{*rest}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return pipeline.RunAsync(request.HttpContext);
    }
}
