using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Account;

/// <summary><c>/api/v1/account</c>: the caller's sessions and identities.</summary>
internal static class AccountEndpoints
{
    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/account/sessions", ListAsync).WithSummary("The sessions of the caller.").WithParameters(Cursor.Parameters);
        api.MapDelete("/account/sessions", EndAllAsync).WithSummary("Ends all sessions but this one.");
        api.MapDelete("/account/sessions/{id}", EndAsync)
            .WithSummary("Ends a session.").WithParameters(ParameterNote.Path("id", "The session's id."));
        api.MapDelete("/account/identities/{provider}/{subject}", UnlinkAsync)
            .WithSummary("Takes away an account that signs in as the caller.")
            .WithParameters(
                ParameterNote.Path("provider", "google or microsoft."), ParameterNote.Path("subject", "The account's id at the provider."))
            .ProducesProblem(409);
    }

    private static async Task<Results<Ok<SessionsResponse>, ValidationProblem>> ListAsync(
        ISessionStore sessions, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageRequest<SessionPlace>.Read(new QueryValues(context.Request.Query, errors), SessionPlace.Read, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var caller = context.Caller();
        var found = Page<Session>.Of(
            [.. (await sessions.ListAsync(caller.Owner, cancellation)).Order(SessionPlace.Comparer)], page,
            static (session, after) => SessionPlace.From(session).IsBehind(after), static session => SessionPlace.From(session).Write());
        return TypedResults.Ok(new SessionsResponse(
            [.. found.Items.Select(s => new SessionResponse(
                s.Id.Value, s.CreatedAt.UtcDateTime, s.LastUsedAt.UtcDateTime, s.ExpiresAt.UtcDateTime, s.Client, s.Address,
                s.Id == caller.Session, s.IsAssistant))],
            found.Next, found.Total));
    }

    /// <summary>All but the caller's own.</summary>
    private static async Task<NoContent> EndAllAsync(ISessionStore sessions, HttpContext context, CancellationToken cancellation)
    {
        var caller = context.Caller();
        await sessions.EndAllAsync(caller.Owner, caller.Session, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> EndAsync(
        string id, ISessionStore sessions, HttpContext context, CancellationToken cancellation) =>
        await sessions.EndAsync(context.Caller().Owner, new SessionId(id), cancellation)
            ? TypedResults.NoContent()
            : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> UnlinkAsync(
        string provider, string subject, UnlinkIdentity unlink, HttpContext context, CancellationToken cancellation)
    {
        if (!ProviderNames.TryParse(provider, out var known))
            return TypedResults.NotFound();
        return await unlink.UnlinkAsync(context.Caller(), known, subject, context.Origin(), cancellation) switch
        {
            UnlinkResult.Unlinked => TypedResults.NoContent(),
            UnlinkResult.Last => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "The last way to sign in",
                detail: "Link another account first: without this one you could not sign in any more."),
            _ => TypedResults.NotFound(),
        };
    }
}

/// <summary>A page of the caller's sessions, the last used first. <c>next</c> asks for the one behind it; <c>total</c> is null unless asked
/// for.</summary>
public sealed record SessionsResponse(IReadOnlyList<SessionResponse> Sessions, string? Next, long? Total);

/// <summary>A session. <c>current</c> is the one that asks; <c>assistant</c> says that it is an assistant's.</summary>
public sealed record SessionResponse(
    string Id, DateTime CreatedAt, DateTime LastUsedAt, DateTime ExpiresAt, string Client, string Address, bool Current,
    bool Assistant);
