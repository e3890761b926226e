using InboxMind.Api.Limits;
using InboxMind.Api.Requests;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Auth;

/// <summary><c>/api/v1/oauth</c>: to a provider and back.</summary>
internal static class OAuthEndpoints
{
    private const string Path = SessionCookie.Path + "/oauth";

    public static void MapApi(RouteGroupBuilder api)
    {
        var provider = ParameterNote.Path("provider", "google or microsoft, where the operator set it up.");
        api.MapGet("/oauth/{provider}", BeginAsync).AllowAnonymous().WithMetadata(LimitedAs.SignIn, Pages.Problems)
            .WithSummary("Sends the browser to the provider, to sign in and connect its mailbox.")
            .WithParameters(provider, ParameterNote.Choice(
                "intent", "What for: to sign in, to add one more way to sign in, or to connect one more mailbox.", "sign_in",
                "link", "connect"))
            .ProducesFailurePages(400, 401, 403, 404, 502, 503).AtLocalhost();
        api.MapGet("/oauth/{provider}/callback", CompleteAsync).AllowAnonymous().WithMetadata(LimitedAs.SignIn, Pages.Problems)
            .WithSummary("Where the provider sends the browser back.")
            .WithParameters(
                provider, ParameterNote.Text("state", "The value that began the sign-in."),
                ParameterNote.Text("code", "The provider's code, when it agreed."), ParameterNote.Text("error", "Why it did not."))
            .Produces<string>(200, "text/html").ProducesFailurePages(400, 401, 403, 404, 409, 502, 503).AtLocalhost();
    }

    private static async Task<IResult> BeginAsync(
        string provider, string? intent, IEnumerable<IMailProvider> providers, BeginSignIn begin, RefreshSession refresh,
        HttpContext context,
        CancellationToken cancellation)
    {
        if (Find(provider, providers) is not { } found)
            return NotSetUp(context);
        if (Intent(intent) is not { } purpose)
        {
            return Pages.Failure(
                context, StatusCodes.Status400BadRequest, "Unknown intent",
                "The parameter intent is sign_in, link or connect; without it, it is sign_in.");
        }

        UserId? user = null;
        if (purpose != SignInIntent.SignIn)
        {
            // A page elsewhere could have its own account linked.
            if (BrowserOrigin.IsElsewhere(context))
                return Pages.Failure(context, StatusCodes.Status403Forbidden, "Not from another page", "Open this address yourself.");
            if (await refresh.PeekAsync(SessionCookie.Read(context), cancellation) is not (var owner, _))
                return Pages.Failure(
                    context, StatusCodes.Status401Unauthorized, "You are signed out", "Sign in first, then connect or link the account.");
            user = owner.User;
        }

        try
        {
            var begun = await begin.BeginAsync(found, RedirectUri(context, provider), purpose, user, cancellation);
            context.Response.Cookies.Append(CookieName(begun.State), begun.Browser, Cookie(context, BeginSignIn.Lifetime));
            context.Response.Headers.CacheControl = "no-store";
            return Results.Redirect(begun.Address.AbsoluteUri);
        }
        catch (SignInException e)
        {
            return Failure(context, e);
        }
    }

    private static async Task<IResult> CompleteAsync(
        string provider, string? state, string? code, string? error, IEnumerable<IMailProvider> providers, CompleteSignIn complete,
        HttpContext context, CancellationToken cancellation)
    {
        if (Find(provider, providers) is not { } found)
            return NotSetUp(context);
        var cookie = CookieName(state);
        var browser = BrowserSecret.Parse(context.Request.Cookies[cookie]);
        if (browser is not null)
            context.Response.Cookies.Delete(cookie, Cookie(context, lifetime: null));
        try
        {
            var done = await complete.CompleteAsync(
                found, new ProviderAnswer(RedirectUri(context, provider), state, code, error, browser), context.Origin(), cancellation);
            if (done.Session is { } session)
                SessionCookie.Write(context, session);
            return Pages.Success(
                "Your mailbox is connected",
                done.Mailbox.Sync.Enabled
                    ? $"{done.Mailbox.Name} is connected and its mail is being fetched. You can close this page."
                    : $"{done.Mailbox.Name} is connected. You paused its sync, and it stays paused until you turn it on again. You can "
                        + $"close this page.");
        }
        catch (SignInException e)
        {
            return Failure(context, e);
        }
    }

    private static IResult Failure(HttpContext context, SignInException e)
    {
        var (status, title) = e.Trouble switch
        {
            SignInTrouble.State => (StatusCodes.Status400BadRequest, "This sign-in cannot go on"),
            SignInTrouble.Denied => (StatusCodes.Status403Forbidden, "Access was not allowed"),
            SignInTrouble.Deactivated => (StatusCodes.Status403Forbidden, "This user is deactivated"),
            SignInTrouble.Taken => (StatusCodes.Status409Conflict, "The account belongs to another user"),
            SignInTrouble.SignedOut => (StatusCodes.Status401Unauthorized, "You are signed out"),
            SignInTrouble.Unavailable => (StatusCodes.Status503ServiceUnavailable, "Signing in does not work now"),
            SignInTrouble.Provider => (StatusCodes.Status502BadGateway, "The provider could not sign you in"),
            _ => throw new InvalidOperationException($"Unknown trouble {e.Trouble}."),
        };
        return Pages.Failure(context, status, title, e.Message);
    }

    private static IResult NotSetUp(HttpContext context) => Pages.Failure(
        context, StatusCodes.Status404NotFound, "This provider is not set up",
        "Signing in with it is not set up here. The operator's settings decide which providers there are.");

    private static IMailProvider? Find(string name, IEnumerable<IMailProvider> providers) =>
        ProviderNames.TryParse(name, out var known) ? providers.FirstOrDefault(p => p.Provider == known) : null;

    private static SignInIntent? Intent(string? name) => name switch
    {
        null or "sign_in" => SignInIntent.SignIn,
        "link" => SignInIntent.Link,
        "connect" => SignInIntent.Connect,
        _ => null,
    };

    private static Uri RedirectUri(HttpContext context, string provider) => new(PublicAddress.For(context), $"{Path}/{provider}/callback");

    /// <summary>One cookie for each sign-in, so that two tabs do not disturb each other.</summary>
    private static string CookieName(string? state) =>
        state is { Length: >= 16 } && state.AsSpan(0, 16).ContainsAnyExcept(Letters) == false
            ? $"inboxmind_oauth_{state[..16]}"
            : "inboxmind_oauth_none";

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Lax, since the browser comes back from another site.</summary>
    private static CookieOptions Cookie(HttpContext context, TimeSpan? lifetime) => new()
    {
        Path = Path,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps || PublicAddress.IsHttps(context),
        MaxAge = lifetime,
        IsEssential = true,
    };
}
