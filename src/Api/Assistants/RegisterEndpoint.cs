using System.Text;
using InboxMind.Api.Limits;
using InboxMind.Core.Accounts.Assistants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Assistants;

/// <summary>Registers programs (RFC 7591), without keeping anything of them.</summary>
internal static class RegisterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AssistantPaths.Register, RegisterAsync)
        .AllowAnonymous().WithMetadata(LimitedAs.SignIn).ExcludeFromDescription();

    private static async Task<IResult> RegisterAsync(HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = new char[ClientDescription.MaxLength + 1];
        var length = await reader.ReadBlockAsync(body, cancellation);
        var (client, code, problem) = ClientDescription.Read(new string(body, 0, length));
        return client is null
            ? OAuthProblem.Result(code, problem)
            : Results.Json(
                new RegisteredClient(
                    client.Id, client.Name, client.RedirectUris, "none", ["authorization_code", "refresh_token"], ["code"]),
                statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>A registered program (RFC 7591, 3.2.1).</summary>
internal sealed record RegisteredClient(
    string ClientId, string ClientName, IReadOnlyList<string> RedirectUris, string TokenEndpointAuthMethod,
    IReadOnlyList<string> GrantTypes, IReadOnlyList<string> ResponseTypes);
