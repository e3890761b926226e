using InboxMind.Api.Auth;
using InboxMind.Core.Accounts.Assistants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Assistants;

/// <summary>Takes a program's refresh token back (RFC 7009), and with it its session and all access tokens of that.</summary>
internal static class RevokeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AssistantPaths.Revoke, RevokeAsync)
        .AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> RevokeAsync(
        FindClient clients, AllowedAssistants allowed, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await SentForm.ReadAsync(context, cancellation) is not { } form || form["token"].ToString() is not { Length: > 0 } token)
            return OAuthProblem.Result("invalid_request", "Send application/x-www-form-urlencoded, with each field once and a token.");
        if (await clients.FindAsync(form["client_id"], cancellation) is not { } client)
            return OAuthProblem.Result("invalid_client", "There is no such client.", StatusCodes.Status401Unauthorized);
        if (AccessTokens.KeyIdOf(token) is not null)
            return OAuthProblem.Result("unsupported_token_type", "Revoke the refresh token: the access tokens end with it.");

        // What a token that is not good was is told to nobody (RFC 7009, 2.2).
        await allowed.RevokeAsync(
            token, new AssistantRequest(client, "", AssistantPaths.Resource(context)), context.Origin(), cancellation);
        return Results.Ok();
    }
}
