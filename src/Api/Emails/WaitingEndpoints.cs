using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Emails;

/// <summary><c>/api/v1/emails/waiting</c>: threads in which an answer is waited for.</summary>
internal static class WaitingEndpoints
{
    public static void MapApi(RouteGroupBuilder api) =>
        api.MapGet("/emails/waiting", ListAsync).WithSummary("Lists threads that end with a question, the longest waiting first.")
            .WithParameters(
                ParameterNote.Choice("on", "Whose answer is waited for; me without it.", [.. WaitingResponse.Sides]),
                ListRequest.PagingParameters[0], ListRequest.PagingParameters[1], ListRequest.PagingParameters[2]);

    private static async Task<Results<Ok<WaitingResponse>, ValidationProblem>> ListAsync(
        ListOpenThreads list, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var on = values.Text("on") ?? WaitingResponse.Sides[0];
        if (!WaitingResponse.Sides.Contains(on))
            errors["on"] = [$"One of {string.Join(", ", WaitingResponse.Sides)}."];
        var range = ListRequest.Paging(values, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var isMine = on == WaitingResponse.Sides[0];
        var page = await list.ListAsync(context.Caller().Owner, isMine, range, cancellation);
        return TypedResults.Ok(WaitingResponse.From(isMine, page, time.GetUtcNow()));
    }
}
