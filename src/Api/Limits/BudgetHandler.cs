using System.Globalization;
using InboxMind.Core.Budgets;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Limits;

/// <summary>A budget that is used up: 429 until it is renewed.</summary>
internal sealed class BudgetHandler(TimeProvider time) : IExceptionHandler
{
    public const string Title = "The budget of the day is used up";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BudgetSpentException spent)
            return false;
        var seconds = Math.Max(1, (long)Math.Ceiling((spent.RenewsAt - time.GetUtcNow()).TotalSeconds));
        httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: Title, detail: spent.Message)
            .ExecuteAsync(httpContext);
        return true;
    }
}
