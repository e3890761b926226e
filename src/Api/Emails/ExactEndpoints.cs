using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Answers.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Emails;

/// <summary><c>/api/v1/rag/exact</c>: the mails behind an exact answer.</summary>
internal static class ExactEndpoints
{
    public static void MapApi(RouteGroupBuilder api) =>
        api.MapGet("/rag/exact", ListAsync).WithMetadata(LimitedAs.Question)
            .WithSummary("The number that answers an exact question, and all mails it rests on, page by page.")
            .WithParameters(
            [
                ParameterNote.Text("query", "The question."),
                ParameterNote.Text("conversation_id", "The conversation that it follows up in."),
                .. ListRequest.PagingParameters.Take(3),
            ]).ProducesProblem(404);

    private static async Task<Results<Ok<ExactListResponse>, NotFound, ValidationProblem>> ListAsync(
        AnswerExactly exactly, AskInConversation ask, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var request = new QueryRequest(values.Text("query"), Filters: null, values.Text("conversation_id"));
        var question = request.Read(UserZone.For(context), context.Caller().User.Redaction, errors);
        var range = ListRequest.Paging(values, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var owner = context.Caller().Owner;
        question = await ask.InAsync(owner, question, request.Conversation, cancellation);
        return await exactly.TryListAsync(owner, question, range, cancellation) is { } list
            ? TypedResults.Ok(ExactListResponse.From(list))
            : TypedResults.NotFound();
    }
}
