using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Core.Accounts.Assistants;
using InboxMind.Core.Accounts.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Assistants;

/// <summary>Asks the user whether a program may read their mail (RFC 6749, 4.1.1, with PKCE).</summary>
internal static class AuthorizeEndpoint
{
    /// <summary>Longer ones are no state that a program needs.</summary>
    private const int MaxState = 2_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AssistantPaths.Authorize, AskAsync).AllowAnonymous().WithMetadata(LimitedAs.SignIn).ExcludeFromDescription()
            .AtLocalhost();
        routes.MapPost(AssistantPaths.Authorize, AnswerAsync).AllowAnonymous().WithMetadata(LimitedAs.SignIn).ExcludeFromDescription();
    }

    private static async Task<IResult> AskAsync(
        FindClient clients, RefreshSession sessions, IUserStore users, HttpContext context, CancellationToken cancellation)
    {
        var (asked, failure) = await ReadAsync(clients, context, cancellation);
        if (asked is null)
            return failure!;
        if (await sessions.PeekAsync(SessionCookie.Read(context), cancellation) is (var owner, _)
            && await users.GetAsync(owner, cancellation) is { } user)
            return ConsentPage.Ask(asked, user, context);

        // The cookie does not come along from another site's page. From our own it does.
        return BrowserOrigin.IsElsewhere(context) && SessionCookie.Read(context) is null
            ? ConsentPage.Again(context)
            : ConsentPage.SignIn(asked, context);
    }

    private static async Task<IResult> AnswerAsync(
        FindClient clients, AllowedAssistants allowed, RefreshSession sessions, IUserStore users, HttpContext context,
        CancellationToken cancellation)
    {
        // Only the person at our own page answers.
        if (BrowserOrigin.IsElsewhere(context) || !BrowserOrigin.IsNamed(context)
            || await SentForm.ReadAsync(context, cancellation) is not { } form)
            return Pages.Failure(context, StatusCodes.Status403Forbidden, "Not from another page", "Answer on InboxMind's own page.");
        var (asked, failure) = await ReadAsync(clients, context, cancellation);
        if (asked is null)
            return failure!;
        if (await sessions.PeekAsync(SessionCookie.Read(context), cancellation) is not (var owner, _)
            || await users.GetAsync(owner, cancellation) is not { } user)
            return ConsentPage.SignIn(asked, context);
        if (form["answer"] != "allow" || form["user"] != user.Id.Value)
            return Back(asked, context, ("error", "access_denied"));
        var code = await allowed.AllowAsync(user, asked.Request, asked.Challenge, context.Origin(), cancellation);
        return Back(asked, context, ("code", code));
    }

    /// <summary>Reads what is asked. What is wrong with the program or its address is told to the person, anything else to the
    /// program.</summary>
    private static async Task<(AskedConsent? Asked, IResult? Failure)> ReadAsync(
        FindClient clients, HttpContext context, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        string? One(string name) => query[name] is [{ } value] && !value.Contains('\n', StringComparison.Ordinal) ? value : null;
        if (await clients.FindAsync(One("client_id"), cancellation) is not { } client || One("redirect_uri") is not { } back
            || !client.Takes(back))
        {
            return (null, Pages.Failure(
                context, StatusCodes.Status400BadRequest, "This assistant cannot be connected",
                "It does not say who it is, or asks to be answered at an address that is not its own. Nothing was given to it."));
        }

        var resource = AssistantPaths.Resource(context);
        var state = One("state");
        var asked = new AskedConsent(new AssistantRequest(client, back, resource), One("code_challenge") ?? "", state);
        var error = One("response_type") != "code" ? "unsupported_response_type"
            : !AssistantPaths.IsResource(One("resource"), context) ? "invalid_target"
            : One("code_challenge_method") != "S256" || !AllowedAssistants.IsChallenge(asked.Challenge) || state?.Length > MaxState
                ? "invalid_request"
            : null;
        return error is null ? (asked, null) : (null, Back(asked with { State = state?.Length > MaxState ? null : state }, context,
            ("error", error)));
    }

    /// <summary>Sends the browser back to the program (RFC 6749, 4.1.2; RFC 9207).</summary>
    private static IResult Back(AskedConsent asked, HttpContext context, (string Name, string Value) answer)
    {
        var query = new QueryBuilder { { answer.Name, answer.Value }, { "iss", AssistantPaths.Issuer(context) } };
        if (asked.State is { } state)
            query.Add("state", state);
        var uri = asked.Request.RedirectUri;
        var values = query.ToQueryString().Value!;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.Location = uri.Contains('?', StringComparison.Ordinal) ? $"{uri}&{values[1..]}" : uri + values;

        // See Other: what was sent here is not sent on.
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
