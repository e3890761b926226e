using InboxMind.Core.Answers;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>A model that cannot be reached is not a fault of this server: 503 with the sentence that says what is wrong. Neither is
/// what its content filter refuses: 422.</summary>
internal sealed class ModelFailureHandler : IExceptionHandler
{
    public const string Title = "The model is not available";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, title) = exception switch
        {
            ModelUnavailableException => (StatusCodes.Status503ServiceUnavailable, Title),
            ModelRefusedException => (StatusCodes.Status422UnprocessableEntity, "The model's content filter refused"),
            _ => (0, ""),
        };
        if (status == 0)
            return false;
        await Results.Problem(statusCode: status, title: title, detail: exception.Message).ExecuteAsync(httpContext);
        return true;
    }
}
