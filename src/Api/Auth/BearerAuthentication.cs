using InboxMind.Core.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Auth;

/// <summary>Access tokens in the <c>Authorization</c> header (RFC 6750).</summary>
internal static class BearerAuthentication
{
    public static AuthenticationBuilder Add(IServiceCollection services)
    {
        var authentication = services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddAuthorization();

        // Authentication brings Data Protection with it, for cookies of its own. Nothing here uses it, so no key should be made for
        // it at the start, in the home of whoever runs the server.
        foreach (var warmUp in services.Where(static s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace
            == "Microsoft.AspNetCore.DataProtection.Internal").ToList())
            services.Remove(warmUp);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<AccessTokens>(Configure);
        return authentication;
    }

    /// <summary>How a token is checked, whatever it is for.</summary>
    public static void Configure(JwtBearerOptions options, AccessTokens tokens)
    {
        options.MapInboundClaims = false;

        // Why a token was refused helps only who forges one.
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = tokens.Validation();
        options.Events = new JwtBearerEvents { OnMessageReceived = LoadKeysAsync, OnTokenValidated = CheckAsync };
    }

    private static async Task LoadKeysAsync(MessageReceivedContext context)
    {
        const string prefix = "Bearer ";
        var header = context.Request.Headers[HeaderNames.Authorization];
        if (header is not [{ } value] || !value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            // Of two headers it is anyone's guess which one the next reader takes.
            context.NoResult();
            return;
        }

        context.Token = value[prefix.Length..].Trim();
        await context.HttpContext.RequestServices.GetRequiredService<SigningKeys>()
            .EnsureAsync(AccessTokens.KeyIdOf(context.Token), context.HttpContext.RequestAborted);
    }

    private static async Task CheckAsync(TokenValidatedContext context)
    {
        var user = context.Principal?.FindFirst("sub")?.Value;
        var session = context.Principal?.FindFirst(AccessTokens.SessionClaim)?.Value;
        var caller = !UserId.IsLegal(user) || session is null
            ? null
            : await context.HttpContext.RequestServices.GetRequiredService<CheckAccess>()
                .CheckAsync(new Owner(new UserId(user!)), new SessionId(session), context.HttpContext.RequestAborted);
        if (caller is null)
            context.Fail("The session is over.");
        else
            context.HttpContext.Features.Set(caller);
    }
}
