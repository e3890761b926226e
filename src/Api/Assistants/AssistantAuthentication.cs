using InboxMind.Api.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Assistants;

/// <summary>Tokens at the Model Context Protocol: those made for it, and the user's own. A token that was made for it opens nothing
/// else.</summary>
internal static class AssistantAuthentication
{
    public const string Scheme = "assistant";

    /// <summary>Whether requests to a path bring such tokens.</summary>
    public static bool IsFor(PathString path) => path.StartsWithSegments(AssistantPaths.Mcp, StringComparison.OrdinalIgnoreCase);

    /// <summary>Chooses by the path which tokens are taken.</summary>
    private const string ByPath = "by path";

    public static void Add(AuthenticationBuilder authentication)
    {
        authentication.AddJwtBearer(Scheme, static _ => { }).AddPolicyScheme(ByPath, null, static options =>
            options.ForwardDefaultSelector = static context =>
                IsFor(context.Request.Path) ? Scheme : JwtBearerDefaults.AuthenticationScheme);
        authentication.Services.Configure<AuthenticationOptions>(static options => options.DefaultScheme = ByPath);
        authentication.Services.AddOptions<JwtBearerOptions>(Scheme).Configure<AccessTokens>(static (options, tokens) =>
        {
            BearerAuthentication.Configure(options, tokens);
            options.TokenValidationParameters.ValidateAudience = false;
            var check = options.Events.OnTokenValidated;
            options.Events.OnTokenValidated = context => IsForUs(context) ? check(context) : Refuse(context);
            options.Events.OnChallenge = static context =>
            {
                context.HandleResponse();
                Challenge(context.HttpContext);
                return Task.CompletedTask;
            };
        });
    }

    private static bool IsForUs(TokenValidatedContext context) =>
        context.SecurityToken is JsonWebToken token && token.Audiences.SingleOrDefault() is { } audience
        && (audience == AccessTokens.Audience || audience == AssistantPaths.Resource(context.HttpContext));

    private static Task Refuse(TokenValidatedContext context)
    {
        context.Fail("The token is for another server.");
        return Task.CompletedTask;
    }

    /// <summary>Says where the way in is described (RFC 9728, 5.1).</summary>
    private static void Challenge(HttpContext context)
    {
        var metadata = AssistantPaths.Issuer(context) + AssistantPaths.ResourceMetadata + AssistantPaths.Mcp;
        var error = context.Request.Headers.Authorization.Count > 0 ? "error=\"invalid_token\", " : "";
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HeaderNames.WWWAuthenticate] =
            $"Bearer {error}resource_metadata=\"{metadata}\", scope=\"{AssistantPaths.Scope}\"";
    }
}
