using System.Text.Json.Serialization;
using InboxMind.Core.Accounts.Assistants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Assistants;

/// <summary>Tells assistants how they get a token: metadata of the resource (RFC 9728) and of the authorization server (RFC
/// 8414).</summary>
internal static class MetadataEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AssistantPaths.ResourceMetadata, Resource).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(AssistantPaths.ResourceMetadata + AssistantPaths.Mcp, Resource).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(AssistantPaths.ServerMetadata, Server).AllowAnonymous().ExcludeFromDescription();
    }

    private static Ok<ResourceMetadata> Resource(HttpContext context) => TypedResults.Ok(new ResourceMetadata(
        AssistantPaths.AskedResource(context), [AssistantPaths.Issuer(context)], [AssistantPaths.Scope], ["header"], Auth.Pages.Name));

    private static Ok<ServerMetadata> Server(FindClient clients, HttpContext context)
    {
        var issuer = AssistantPaths.Issuer(context);
        return TypedResults.Ok(new ServerMetadata(
            issuer, issuer + AssistantPaths.Authorize, issuer + AssistantPaths.Token, issuer + AssistantPaths.Register,
            issuer + AssistantPaths.Revoke,
            ["code"], ["authorization_code", "refresh_token"], ["S256"], ["none"], ["none"], [AssistantPaths.Scope],
            clients.ReadsDocuments, true));
    }
}

/// <summary>Metadata of the resource (RFC 9728, 2).</summary>
internal sealed record ResourceMetadata(
    string Resource, IReadOnlyList<string> AuthorizationServers, IReadOnlyList<string> ScopesSupported,
    IReadOnlyList<string> BearerMethodsSupported, string ResourceName);

/// <summary>Metadata of the authorization server (RFC 8414, 2; RFC 9207, 3).</summary>
internal sealed record ServerMetadata(
    string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string RegistrationEndpoint,
    string RevocationEndpoint,
    IReadOnlyList<string> ResponseTypesSupported, IReadOnlyList<string> GrantTypesSupported,
    IReadOnlyList<string> CodeChallengeMethodsSupported, IReadOnlyList<string> TokenEndpointAuthMethodsSupported,
    IReadOnlyList<string> RevocationEndpointAuthMethodsSupported, IReadOnlyList<string> ScopesSupported,
    bool ClientIdMetadataDocumentSupported,
    [property: JsonPropertyName("authorization_response_iss_parameter_supported")] bool NamesIssuer);
