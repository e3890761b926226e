using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Counting;
using InboxMind.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.People;

/// <summary><c>/api/v1/people</c>: who writes and is written to, and which of their addresses belong together.</summary>
internal static class PeopleEndpoints
{
    private const int MaxLimit = 500;
    private const int DefaultLimit = 50;
    private const int MaxSkip = 1_000_000;

    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/people", ListAsync).WithSummary("Lists people, the most mail from and to them first.").WithParameters(
            ParameterNote.Text("q", "Beginnings of words of a name or an address; all of them."),
            ParameterNote.Flag("all", "Whether what is no person is listed too: newsletters, machines; false without it."),
            ParameterNote.Number("limit", 1, MaxLimit, DefaultLimit, "How many at most."),
            ParameterNote.Number("skip", 0, MaxSkip, 0, "How many to pass over."));
        api.MapGet("/people/merges", MergesAsync)
            .WithSummary("What the user said of addresses that are one person's, and addresses that may be.");
        api.MapPost("/people/merges", MergeAsync)
            .WithSummary("Says that addresses are one person's, or that they are not.").ProducesProblem(409);
        api.MapDelete("/people/merges/{id}", SplitAsync).WithSummary("Takes back what was said of addresses.")
            .WithParameters(ParameterNote.Path("id", "The id of a merge."));
        api.MapGet("/people/{person}", ReadAsync).WithSummary("All that the mail says of somebody.")
            .WithParameters(ParameterNote.Path("person", "An address, a name, or me."));
    }

    private static async Task<Results<Ok<PeopleResponse>, ValidationProblem>> ListAsync(
        ListPeople list, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var (limit, skip) = (values.Number("limit", 1, MaxLimit, DefaultLimit), values.Number("skip", 0, MaxSkip, 0));
        var (words, isAll) = (values.Text("q") ?? "", values.Flag("all") ?? false);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var (people, total) = await list.ListAsync(context.Caller().Owner, words, isAll, skip, limit, cancellation);
        return TypedResults.Ok(new PeopleResponse(
            [.. people.Select(PersonItem.Of)], skip + people.Count < total && people.Count > 0 ? skip + people.Count : null, total));
    }

    private static async Task<Results<Ok<PersonResponse>, NotFound>> ReadAsync(
        string person, ReadPerson read, HttpContext context, CancellationToken cancellation) =>
        await read.ReadAsync(context.Caller().Owner, MailLimits.Begin(person, KnownPeople.MaxAddress), cancellation) is { } card
            ? TypedResults.Ok(PersonResponse.Of(card))
            : TypedResults.NotFound();

    private static async Task<Ok<MergesResponse>> MergesAsync(MergePeople merge, HttpContext context, CancellationToken cancellation)
    {
        var owner = context.Caller().Owner;
        return TypedResults.Ok(MergesResponse.Of(
            await merge.ListAsync(owner, cancellation), await merge.SuggestAsync(owner, cancellation)));
    }

    private static async Task<Results<Created<MergeItem>, ValidationProblem, ProblemHttpResult>> MergeAsync(
        MergeRequest request, MergePeople merge, HttpContext context, CancellationToken cancellation)
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        return await merge.SaveAsync(context.Caller().Owner, request.Addresses!, request.Same ?? true, cancellation) is { } saved
            ? TypedResults.Created($"/api/v1/people/merges/{saved.Id}", MergeItem.Of(saved))
            : TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "There are too many merges",
                detail: $"A user has at most {MergePeople.MaxMerges}. Take some back first.");
    }

    private static async Task<Results<NoContent, NotFound>> SplitAsync(
        string id, MergePeople merge, HttpContext context, CancellationToken cancellation) =>
        await merge.DeleteAsync(context.Caller().Owner, id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();
}
