using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>A body that cannot be read: the problem of its status, and when a field of the JSON is to blame, that field by name.</summary>
internal sealed class BadRequestHandler : IExceptionHandler
{
    /// <summary>A longer path is none of a request of ours.</summary>
    private const int MaxPath = 200;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        var problem = bad.StatusCode != StatusCodes.Status400BadRequest ? Results.Problem(statusCode: bad.StatusCode)
            : Field(bad.InnerException as JsonException) is { } field
                ? Results.ValidationProblem(
                    new Dictionary<string, string[]> { [field] = ["A value of the type that the field has, given once."] })
                : Results.Problem(
                    statusCode: bad.StatusCode, detail: "The body has to be a JSON object as the API's document describes it.");
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The field that a path such as <c>$.filters.sender</c> leads to; null when it is the whole that is wrong.</summary>
    private static string? Field(JsonException? error) =>
        error?.Path is { Length: > 2 and <= MaxPath } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;
}
