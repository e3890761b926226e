using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using InboxMind.Core.Answers.Summaries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Emails;

/// <summary><c>/api/v1/emails/summary</c>: what was decided, promised and left open with a person or in a period.</summary>
internal static class SummaryEndpoints
{
    public static void MapApi(RouteGroupBuilder api) =>
        api.MapGet("/emails/summary", SummaryAsync).WithMetadata(LimitedAs.Question)
            .WithSummary("Sums up what a person wrote and got, or a period: decided, promised, left open.")
            .WithParameters(
                ParameterNote.Text("person", "A person by any name that the mail knows."),
                ParameterNote.Text("date_from", "A day of the user's zone such as 2026-03-01, or an RFC 3339 time; included."),
                ParameterNote.Text("date_to", "A day, the whole of it included, or a time, excluded."))
            .ProducesProblem(503);

    private static async Task<Results<Ok<MailSummaryResponse>, NotFound, ValidationProblem>> SummaryAsync(
        SummariseMail summarise, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var person = values.Text("person");
        var zone = UserZone.For(context);
        var filter = new QueryFilters(values.Text("date_from"), values.Text("date_to"), null, null, null, null, null)
            .Read(zone, "", errors);
        if (errors.Count == 0 && string.IsNullOrWhiteSpace(person) && filter is { Since: null, Until: null })
            errors["person"] = ["A person, date_from or date_to says what is summed up."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var caller = context.Caller();
        return await summarise.SummariseAsync(
            caller.Owner, string.IsNullOrWhiteSpace(person) ? null : person, filter, zone, caller.User.Redaction, cancellation)
            is { } summary
            ? TypedResults.Ok(MailSummaryResponse.From(summary))
            : TypedResults.NotFound();
    }
}
