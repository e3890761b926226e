using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>Refuses a request that takes none of the types its route answers in, before the route does anything. Errors are problems
/// whatever the caller takes.</summary>
internal sealed class AcceptRuleMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Accept is not { Count: > 0 } accept || context.GetEndpoint() is not { } endpoint
            || MediaTypes.From(endpoint.Metadata) is not { Count: > 0 } types || MediaTypes.IsAccepted(accept, types))
            return next(context);
        return Results.Problem(
            statusCode: StatusCodes.Status406NotAcceptable, title: "No type that the request accepts",
            detail: $"This is answered in {string.Join(" or ", types)}: name it in Accept, or leave Accept out.").ExecuteAsync(context);
    }
}
