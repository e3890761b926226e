using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace InboxMind.Api.Requests;

/// <summary>Writes problems with the request id, as JSON but on routes that browsers open (<see cref="ProblemPage"/>), whatever the request
/// says it accepts: an error in a form not asked for says more than none (RFC 9110, 12.5.1), and the framework's own writer would leave
/// such errors without a body, or without the id.</summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        context.ProblemDetails.Status ??= http.Response.StatusCode;

        // Fills in the type and title of the status.
        var problem = TypedResults.Problem(context.ProblemDetails).ProblemDetails;
        if (problem is { Status: StatusCodes.Status401Unauthorized, Detail: null })
            problem.Detail = "Send an access token that is valid now: Authorization: Bearer ...";
        if (Activity.Current?.Id is { } trace)
            problem.Extensions["trace_id"] = trace;
        problem.Extensions["request_id"] = RequestId.For(http);
        if (Page(http) is { } page)
        {
            return new ValueTask(page.Render(problem.Status!.Value, problem.Title ?? "Something went wrong", problem.Detail ?? "")
                .ExecuteAsync(http));
        }

        return new ValueTask(http.Response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", http.RequestAborted));
    }

    /// <summary>The page of a route that a browser opens. An exception takes the route off the request.</summary>
    private static ProblemPage? Page(HttpContext http) => http.Request.Headers.Accept.ToString()
        .Contains("text/html", StringComparison.OrdinalIgnoreCase)
        ? (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<ProblemPage>()
        : null;
}
