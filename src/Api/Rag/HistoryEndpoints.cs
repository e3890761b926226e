using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Rag;

/// <summary><c>/api/v1/rag/queries</c>: what the caller asked, and what was answered.</summary>
internal static class HistoryEndpoints
{
    private const int MaxLimit = 100;
    private const int DefaultLimit = 50;
    private const int MaxSkip = 1_000;

    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/rag/queries", ListAsync).WithSummary("What was asked and answered, the newest first.").WithParameters(
            ParameterNote.Number("limit", 1, MaxLimit, DefaultLimit, "How many questions a page has."),
            ParameterNote.Text("next", "The value of next in the page before, to get the page after it."),
            ParameterNote.Number("skip", 0, MaxSkip, 0, "Questions to pass over."),
            ParameterNote.Flag("include_total", "Counts the whole list as total."),
            ParameterNote.Text("conversation_id", "One conversation."));
        api.MapDelete("/rag/queries", EraseAsync).WithSummary("Erases all questions and answers.");
        api.MapDelete("/rag/queries/{id}", DeleteAsync)
            .WithSummary("Erases a question and its answer.").WithParameters(ParameterNote.Path("id", "The question's id."));
    }

    private static async Task<Results<Ok<QueriesResponse>, ValidationProblem>> ListAsync(
        IQuestionLog log, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var limit = values.Number("limit", 1, MaxLimit, DefaultLimit);
        var skip = values.Number("skip", 0, MaxSkip, 0);
        var isCounted = values.Flag("include_total") ?? false;
        var conversation = values.Text("conversation_id");
        if (conversation is not null && !ConversationId.IsLegal(conversation))
            errors["conversation_id"] = [RagEndpoints.ConversationRule];
        QuestionPosition? after = null;
        if (values.Text("next") is { } next)
        {
            if (HistoryCursor.TryRead(next, out var position))
                after = position;
            else
                errors["next"] = ["The value of next in the page before, unchanged."];
        }

        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        var (owner, policy) = (context.Caller().Owner, context.Caller().User.Redaction);
        ConversationId? one = conversation is null ? null : new ConversationId(conversation);

        // One more than asked for says whether there is a next page.
        var found = await log.ListAsync(owner, one, new QuestionRange(after, skip, limit + 1), cancellation);
        return TypedResults.Ok(new QueriesResponse(
            [.. found.Take(limit).Select(asked => AskedResponse.From(asked, policy))],
            found.Count > limit ? HistoryCursor.Write(found[limit - 1].Position) : null,
            isCounted ? await log.CountAsync(owner, one, cancellation) : null));
    }

    private static async Task<NoContent> EraseAsync(IQuestionLog log, HttpContext context, CancellationToken cancellation)
    {
        await log.EraseAsync(context.Caller().Owner, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(
        string id, IQuestionLog log, HttpContext context, CancellationToken cancellation) =>
        await log.DeleteAsync(context.Caller().Owner, new QuestionId(id), cancellation)
            ? TypedResults.NoContent()
            : TypedResults.NotFound();
}

/// <summary>A page of the history, the newest question first. <c>next</c> asks for the one behind it and is null on the last;
/// <c>total</c> is null unless asked for.</summary>
public sealed record QueriesResponse(IReadOnlyList<AskedResponse> Queries, string? Next, long? Total);

/// <summary>A question that was asked. <c>answer</c> is null when a mail it cited was erased since; <c>sources</c> are the ids of the
/// mails cited that are still stored. Times are in milliseconds.</summary>
public sealed record AskedResponse(
    string Id, string ConversationId, DateTime AskedAt, string Query, string? Answer, bool Found, bool Cached,
    IReadOnlyList<string> Sources,
    double ProcessingTimeMs, IReadOnlyDictionary<string, double> StageTimingsMs)
{
    public override string ToString() => $"{nameof(AskedResponse)} {Id}";

    /// <summary>The answer may have been made under another policy than the one that holds now.</summary>
    internal static AskedResponse From(AskedQuestion asked, RedactionPolicy policy) => new(
        asked.Id.Value, asked.Conversation.Value, asked.AskedAt.UtcDateTime, asked.Question,
        asked.Answer is null ? null : PersonalData.Redact(asked.Answer, policy).Text, asked.Found, asked.Cached,
        [.. asked.Sources.Select(static s => s.Value)], Math.Round(asked.Elapsed.TotalMilliseconds, 1),
        asked.Stages.ToDictionary(static s => s.Stage, static s => Math.Round(s.Elapsed.TotalMilliseconds, 1)));
}
