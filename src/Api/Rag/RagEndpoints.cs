using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Answers;
using InboxMind.Core.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Rag;

/// <summary><c>POST /api/v1/rag/query</c>.</summary>
internal static class RagEndpoints
{
    public static void MapApi(RouteGroupBuilder api) => api.MapPost("/rag/query", QueryAsync)
        .WithSummary("Answers a question from the caller's mail.").ProducesProblem(503);

    private static async Task<Results<Ok<QueryResponse>, ValidationProblem>> QueryAsync(
        QueryRequest request, AskQuestion ask, HttpContext context, CancellationToken cancellation)
    {
        var zone = UserZone.Of(context);
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(request.Query) || request.Query.Length > Question.MaxLength)
            errors["query"] = [$"A question has 1 to {Question.MaxLength} characters."];
        if (request.ConversationId is not null)
            errors["conversation_id"] = ["Conversations are not supported yet; leave it out."];
        var filter = request.Filters?.Read(zone, "filters.", errors) ?? MailFilter.None;
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        var answer = await ask.RunAsync(context.Caller().Tenant, new Question(request.Query!, filter, zone), cancellation);
        return TypedResults.Ok(QueryResponse.Of(answer, RequestId.Of(context)));
    }
}
