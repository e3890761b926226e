using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Assistants;

/// <summary>Where assistants find what they need.</summary>
internal static class AssistantPaths
{
    /// <summary>The Model Context Protocol.</summary>
    public const string Mcp = "/mcp";

    public const string Authorize = "/api/v1/assistants/authorize";
    public const string Token = "/api/v1/assistants/token";
    public const string Revoke = "/api/v1/assistants/revoke";
    public const string Register = "/api/v1/assistants/register";
    public const string ServerMetadata = "/.well-known/oauth-authorization-server";
    public const string ResourceMetadata = "/.well-known/oauth-protected-resource";

    /// <summary>All that a token can give.</summary>
    public const string Scope = "mail.read";

    /// <summary>The issuer (RFC 8414, 2). A loopback address has one name, whatever it was asked by: browsers are signed in
    /// there.</summary>
    public static string Issuer(HttpContext context) => Named(PublicAddress.For(context)).GetLeftPart(UriPartial.Authority);

    /// <summary>What tokens are for (RFC 8707).</summary>
    public static string Resource(HttpContext context) => Issuer(context) + Mcp;

    /// <summary>The same as it was asked by.</summary>
    public static string AskedResource(HttpContext context) => PublicAddress.For(context).GetLeftPart(UriPartial.Authority) + Mcp;

    /// <summary>Whether a program wants tokens for this server. Programs of earlier revisions of the protocol name none.</summary>
    public static bool IsResource(string? asked, HttpContext context) => string.IsNullOrEmpty(asked)
        || (Uri.TryCreate(asked.TrimEnd('/'), UriKind.Absolute, out var uri) && Named(uri).AbsoluteUri == Resource(context));

    private static Uri Named(Uri uri) => HostRuleMiddleware.IsLoopback(uri.Host) ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
}
