using InboxMind.Core.Work;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Requests;

/// <summary>A disk or a storage account that cannot be used: 503. What is wrong with it is told to the operator, in the log.</summary>
internal sealed partial class StorageFailureHandler(ILogger<StorageFailureHandler> log) : IExceptionHandler
{
    public const string Title = "The storage is not available";
    public const string Detail = "What holds the mail cannot be used for now. Try again later.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StorageUnusableException)
            return false;
        LogFailed(exception.Message);
        await Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: Title, detail: Detail).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed: {Problem}")]
    private partial void LogFailed(string problem);
}
