using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Emails;

/// <summary><c>/api/v1/emails/count</c>: how many mails there are, exactly.</summary>
internal static class CountEndpoints
{
    private static readonly string[] Groups = ["sender", "recipient", "day", "month", "year", "thread"];

    public static void MapApi(RouteGroupBuilder api) =>
        api.MapGet("/emails/count", CountAsync).WithSummary("Counts mail, exactly and over all of it, and lists what was counted.")
            .WithParameters([ParameterNote.Choice("by", "What they are counted by.", Groups), .. ListRequest.Parameters]);

    private static async Task<Results<Ok<CountResponse>, ValidationProblem>> CountAsync(
        CountMail count, IMailStore store, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var zone = UserZone.For(context);
        var request = ListRequest.Read(context.Request.Query, zone, LocalDay.From(time.GetUtcNow(), zone), errors);
        var by = TallyBy.None;
        if (new QueryValues(context.Request.Query, errors).Text("by") is { } text && !(Groups.Contains(text) && Enum.TryParse(text,
            ignoreCase: true, out by)))
            errors["by"] = [$"One of {string.Join(", ", Groups)}."];
        if (request is { IsSearch: true, Query.IsEmpty: true })
            errors["q"] = ["Words or conditions to count by; without q all mail is counted."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var owner = context.Caller().Owner;
        var query = new MailQuery { Words = request.Query, By = by, Zone = zone, Range = request.Range };
        if (request.Thread is { } thread)
        {
            var mails = await store.ListAsync(
                owner, new MailConditions(MailFilter.None, thread), new MailRange(null, 0, int.MaxValue), cancellation);
            query = query with { Among = mails.Select(static m => m.Id).ToHashSet() };
        }

        var tally = await count.CountAsync(owner, query, cancellation);
        return TypedResults.Ok(CountResponse.From(tally, request.Query.Reading.Understood, request.Query.Reading.Notes));
    }
}
