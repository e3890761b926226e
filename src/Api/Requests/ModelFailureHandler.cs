using InboxMind.Core.Answers;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>A model that cannot be reached is not a fault of this server: 503 with the sentence that says what is wrong.</summary>
internal sealed class ModelFailureHandler : IExceptionHandler
{
    public const string Title = "The model is not available";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ModelUnavailableException)
            return false;
        await Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: Title, detail: exception.Message)
            .ExecuteAsync(httpContext);
        return true;
    }
}
