using InboxMind.Api.Limits;
using InboxMind.Api.Requests;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Auth;

/// <summary><c>/api/v1/auth</c>: tokens, and who one is.</summary>
internal static class AuthEndpoints
{
    /// <summary>Maps what lies below <c>/api/v1</c>.</summary>
    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapPost("/auth/refresh", RefreshAsync).AllowAnonymous().WithMetadata(LimitedAs.SignIn)
            .WithSummary("New tokens for a refresh token, from the body or from the cookie.").ProducesProblem(401).ProducesProblem(403);
        api.MapGet("/auth/local", LocalAsync).AllowAnonymous().WithMetadata(LimitedAs.SignIn, Pages.Problems)
            .WithSummary("Signs a browser in by the link that serve prints.")
            .WithParameters(ParameterNote.Text("code", "The code of the link; works once."))
            .Produces<string>(200, "text/html").ProducesFailurePages(401).AtLocalhost();
        api.MapPost("/auth/logout", LogoutAsync).WithSummary("Ends the session.");
        api.MapGet("/auth/me", MeAsync).WithSummary("Who the caller is.");
    }

    public static void MapKeys(IEndpointRouteBuilder routes) => routes.MapGet("/.well-known/jwks.json", KeysAsync).AllowAnonymous()
        .WithSummary("The public keys of access tokens (RFC 7517).");

    private static async Task<Ok<KeySet>> KeysAsync(SigningKeys keys, CancellationToken cancellation) => TypedResults.Ok(new KeySet(
        [.. (await keys.PublicAsync(cancellation)).Select(static k => new PublicKey(k.Kty, k.Crv, k.X, k.Y, k.Kid, k.Alg, k.Use))]));

    /// <summary>A program sends its refresh token in the body and gets the next one there; a browser has it in its cookie.</summary>
    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest? request, RefreshSession refresh, AccessTokens tokens, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        var given = request?.RefreshToken;
        if (given is null && BrowserOrigin.IsElsewhere(context))
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "Not from another page",
                detail: "A page of another origin made the browser ask; its cookie counts for our own pages only.");
        }

        if (await refresh.RefreshAsync(given ?? SessionCookie.Read(context), context.Origin(), cancellation)
            is not (var owner, var session))
        {
            if (given is null)
                SessionCookie.Delete(context);
            return TypedResults.Problem(
                statusCode: StatusCodes.Status401Unauthorized, title: "Signed out",
                detail: "The refresh token is missing, expired, used before or ended. Sign in again.");
        }

        if (given is null)
            SessionCookie.Write(context, session);
        return TypedResults.Ok(new TokenResponse(
            await tokens.IssueAsync(owner, session.Session.Id, cancellation), "Bearer", (int)AccessTokens.Lifetime.TotalSeconds,
            given is null ? null : session.RefreshToken));
    }

    private static async Task<IResult> LocalAsync(string? code, LocalSignIn signIn, HttpContext context, CancellationToken cancellation)
    {
        if (await signIn.SignInAsync(code, context.Origin(), cancellation) is not { } session)
        {
            return Pages.Failure(
                context, StatusCodes.Status401Unauthorized, "This link does not sign in any more",
                "It was used already or is older than ten minutes. Start inboxmind serve again for a new one.");
        }

        SessionCookie.Write(context, session);
        return Pages.Success("You are signed in", "This browser is signed in as the local user. You can close this page.");
    }

    private static async Task<NoContent> LogoutAsync(
        ISessionStore sessions, IAuditLog audit, HttpContext context, CancellationToken cancellation)
    {
        var caller = context.Caller();
        await sessions.EndAsync(caller.Owner, caller.Session, cancellation);
        await audit.AppendAsync(AuditEvent.For(AuditKind.SignOut, caller.User, context.Origin()), CancellationToken.None);
        SessionCookie.Delete(context);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MeResponse>> MeAsync(IUserStore users, HttpContext context, CancellationToken cancellation)
    {
        var caller = context.Caller();
        var identities = await users.ListIdentitiesAsync(caller.Owner, cancellation);
        return TypedResults.Ok(new MeResponse(
            caller.User.Id.Value, caller.User.DisplayName, caller.User.Email,
            caller.User.Organisation.IsPersonal ? null : caller.User.Organisation.Value,
            Name(caller.Role), caller.User.Zone,
            [.. identities.Select(static i => new IdentityResponse(Name(i.Provider), i.Subject, i.Email, i.LinkedAt.UtcDateTime))]));
    }

    internal static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>The body of <c>POST /api/v1/auth/refresh</c>; a browser sends none.</summary>
public sealed record RefreshRequest(string? RefreshToken)
{
    public override string ToString() => nameof(RefreshRequest);
}

/// <summary>Tokens. <c>expires_in</c> is in seconds; <c>refresh_token</c> is absent when it is in the cookie.</summary>
public sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken)
{
    public override string ToString() => nameof(TokenResponse);
}

/// <summary>Who the caller is.</summary>
public sealed record MeResponse(
    string Id, string DisplayName, string Email, string? Organisation, string Role, string? Zone,
    IReadOnlyList<IdentityResponse> Identities);

/// <summary>An account that signs in as the caller.</summary>
public sealed record IdentityResponse(string Provider, string Subject, string Email, DateTime LinkedAt);

/// <summary>A JSON Web Key Set (RFC 7517, 5).</summary>
internal sealed record KeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>A public key (RFC 7518, 6.2.1).</summary>
internal sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid, string Alg, string Use);
