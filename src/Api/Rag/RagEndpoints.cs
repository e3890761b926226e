using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Api.Requests;
using InboxMind.Core.Answers.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Rag;

/// <summary>Questions: <c>POST /api/v1/rag/query</c>, and the same as a stream of events.</summary>
internal static class RagEndpoints
{
    public const string ConversationRule = "1 to 64 letters, digits, - and _, as in the metadata of an earlier answer.";

    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapPost("/rag/query", QueryAsync).WithMetadata(LimitedAs.Question)
            .WithSummary("Answers a question from the caller's mail.").ProducesProblem(503);
        api.MapPost("/rag/query/stream", StreamAsync).WithMetadata(LimitedAs.Question)
            .WithSummary("The same as a stream of events.").Produces<string>(200, "text/event-stream").ProducesProblem(503);
    }

    private static async Task<Results<Ok<QueryResponse>, ValidationProblem>> QueryAsync(
        QueryRequest request, AskInConversation ask, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var question = request.Read(UserZone.For(context), context.Caller().User.Redaction, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var answer = await ask.AskAsync(context.Caller().Owner, question, request.Conversation, changed: null, cancellation);
        return TypedResults.Ok(QueryResponse.From(answer, RequestId.For(context)));
    }

    private static async Task<Results<EmptyHttpResult, ValidationProblem>> StreamAsync(
        QueryRequest request, AnswerStream stream, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var question = request.Read(UserZone.For(context), context.Caller().User.Redaction, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        await stream.WriteAsync(context, question, request.Conversation, cancellation);
        return TypedResults.Empty;
    }
}
