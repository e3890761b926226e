using InboxMind.Api.Auth;
using InboxMind.Core.Accounts.Assistants;
using InboxMind.Core.Accounts.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Assistants;

/// <summary>Gives programs their tokens: for a code and its verifier, or for a refresh token.</summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AssistantPaths.Token, IssueAsync)
        .AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> IssueAsync(
        FindClient clients, AllowedAssistants allowed, AccessTokens tokens, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await SentForm.ReadAsync(context, cancellation) is not { } form)
            return OAuthProblem.Result("invalid_request", "Send application/x-www-form-urlencoded, with each field once.");
        if (await clients.FindAsync(form["client_id"], cancellation) is not { } client)
            return OAuthProblem.Result("invalid_client", "There is no such client.", StatusCodes.Status401Unauthorized);
        var resource = AssistantPaths.Resource(context);
        if (!AssistantPaths.IsResource(form["resource"], context))
            return OAuthProblem.Result("invalid_target", $"The resource is {resource}.");
        var origin = context.Origin();
        (Owner Owner, StartedSession Session)? begun;
        switch (form["grant_type"].ToString())
        {
            case "authorization_code":
                begun = await allowed.RedeemAsync(
                    form["code"], new AssistantRequest(client, form["redirect_uri"].ToString(), resource), form["code_verifier"], origin,
                    cancellation);
                break;
            case "refresh_token":
                begun = await allowed.RenewAsync(
                    form["refresh_token"], new AssistantRequest(client, "", resource), origin, cancellation);
                break;
            default:
                return OAuthProblem.Result("unsupported_grant_type", "The grant_type is authorization_code or refresh_token.");
        }

        if (begun is not (var owner, var session))
            return OAuthProblem.Result("invalid_grant", "It is wrong, expired, used before or ended.");
        return Results.Json(new AssistantTokens(
            await tokens.IssueAsync(owner, session.Session.Id, resource, cancellation), "Bearer",
            (int)AccessTokens.Lifetime.TotalSeconds, session.RefreshToken, AssistantPaths.Scope));
    }
}

/// <summary>Tokens (RFC 6749, 5.1). <c>expires_in</c> is in seconds.</summary>
internal sealed record AssistantTokens(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, string Scope)
{
    public override string ToString() => nameof(AssistantTokens);
}
