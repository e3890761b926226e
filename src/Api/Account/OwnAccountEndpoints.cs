using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Accounts;
using InboxMind.Core.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Account;

/// <summary><c>/api/v1/account</c> itself: what it says, its export, its end.</summary>
internal static partial class OwnAccountEndpoints
{
    /// <summary>An erasure that takes longer goes on in the background.</summary>
    private static readonly TimeSpan ErasureBudget = TimeSpan.FromSeconds(30);

    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/account", GetAsync).WithSummary("The caller's account.");
        api.MapPatch("/account", ChangeAsync).WithSummary("Changes name, zone and redaction policy.");
        api.MapDelete("/account", EraseAsync)
            .WithSummary("Erases the caller everywhere, for good.")
            .WithParameters(ParameterNote.Choice("confirm", "Confirms that you mean it.", "erase"))
            .Produces<ErasedResponse>(200).Produces<ErasedResponse>(202).ProducesValidationProblem();
        api.MapGet("/account/export", ExportAsync)
            .WithSummary("Everything about the caller as a zip.").Produces<Stream>(200, "application/zip");
    }

    private static async Task<Ok<AccountResponse>> GetAsync(IUserStore users, HttpContext context, CancellationToken cancellation)
    {
        var caller = context.Caller();
        return TypedResults.Ok(AccountResponse.From(caller, caller.User, await users.ListIdentitiesAsync(caller.Owner, cancellation)));
    }

    private static async Task<Results<Ok<AccountResponse>, ValidationProblem, NotFound>> ChangeAsync(
        ChangeAccountRequest request, ChangeAccount change, IUserStore users, HttpContext context, CancellationToken cancellation)
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var caller = context.Caller();
        return await change.ChangeAsync(caller.Owner, request.DisplayName, request.Zone, PolicyNames.Read(request.RedactionPolicy),
            cancellation) is { } user
            ? TypedResults.Ok(AccountResponse.From(caller, user, await users.ListIdentitiesAsync(caller.Owner, cancellation)))
            : TypedResults.NotFound();
    }

    private static async Task<IResult> EraseAsync(
        string? confirm, EraseAccount erase, TimeProvider time, ILoggerFactory logs, HttpContext context)
    {
        if (confirm != "erase")
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["confirm"] = ["Everything about you is erased for good. Send confirm=erase if that is what you want."],
            });
        }

        // Whoever hangs up midway still wanted it.
        using var budget = new CancellationTokenSource(ErasureBudget, time);
        if (await erase.BeginAsync(context.Caller(), context.Origin(), budget.Token) is not { } begun)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "Sign in again first",
                detail: "To erase the account, sign in again and call this within fifteen minutes.");
        }

        SessionCookie.Delete(context);
        var isDone = false;
        try
        {
            await erase.EraseAsync(context.Caller().Owner, budget.Token);
            isDone = true;
        }
        catch (Exception e)
        {
            // It has begun and is noted: the background goes on with it, whatever stopped it here.
            LogNotDone(logs.CreateLogger(typeof(OwnAccountEndpoints)), context.Caller().User.Id, e.GetType().Name);
        }

        var response = new ErasedResponse(isDone ? "erased" : "erasing", [.. begun.ConsentPages.Select(static p => p.AbsoluteUri)]);
        return isDone ? TypedResults.Ok(response) : TypedResults.Accepted((string?)null, response);
    }

    private static PushStreamHttpResult ExportAsync(
        ExportAccount export, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (caller, origin) = (context.Caller(), context.Origin());
        return TypedResults.Stream(
            body => export.ExportAsync(caller, body, origin, cancellation), "application/zip",
            string.Create(CultureInfo.InvariantCulture, $"inboxmind-{time.GetUtcNow():yyyy-MM-dd}.zip"));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The erasure of {User} is not done yet and goes on in the background: {Error}")]
    private static partial void LogNotDone(ILogger log, UserId user, string error);
}

/// <summary>The caller's account. <c>zone</c> is an IANA name, or null for the server's zone; <c>redaction_policy</c> is <c>standard</c>,
/// <c>strict</c> or <c>secrets_only</c>.</summary>
public sealed record AccountResponse(
    string Id, string DisplayName, string Email, string? Organisation, string Role, string? Zone, string RedactionPolicy,
    DateTime CreatedAt, IReadOnlyList<IdentityResponse> Identities)
{
    internal static AccountResponse From(Caller caller, User user, IReadOnlyList<Identity> identities) => new(
        user.Id.Value, user.DisplayName, user.Email, user.Organisation.IsPersonal ? null : user.Organisation.Value,
        AuthEndpoints.Name(caller.Role),
        user.Zone, PolicyNames.From(user.Redaction), user.CreatedAt.UtcDateTime,
        [.. identities.Select(static i =>
            new IdentityResponse(AuthEndpoints.Name(i.Provider), i.Subject, i.Email, i.LinkedAt.UtcDateTime))]);
}

/// <summary>The body of <c>PATCH /api/v1/account</c>: what is not given stays. An empty <c>zone</c> means the server's, an empty
/// <c>display_name</c> the one the provider gives at the next sign-in.</summary>
public sealed record ChangeAccountRequest(string? DisplayName, string? Zone, string? RedactionPolicy)
{
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (!string.IsNullOrEmpty(DisplayName)
            && (DisplayName.Length > Core.Users.DisplayName.MaxLength || Core.Users.DisplayName.Clean(DisplayName).Length == 0))
            errors["display_name"] = [$"A name of at most {Core.Users.DisplayName.MaxLength} characters that can be seen."];
        if (!string.IsNullOrEmpty(Zone) && !ChangeAccount.IsZone(Zone))
            errors["zone"] = ["The IANA name of a time zone, such as Europe/Berlin."];
        if (RedactionPolicy is not null && PolicyNames.Read(RedactionPolicy) is null)
            errors["redaction_policy"] = [$"One of {string.Join(", ", PolicyNames.All)}."];
        return errors;
    }
}

/// <summary>Policies by name.</summary>
internal static class PolicyNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<RedactionPolicy>().Select(From)];

    public static string From(RedactionPolicy policy) => JsonNamingPolicy.SnakeCaseLower.ConvertName(policy.ToString());

    /// <summary>The policy of a name; null when there is none.</summary>
    public static RedactionPolicy? Read(string? name) =>
        Enum.GetValues<RedactionPolicy>().Where(p => From(p) == name).Select(static p => (RedactionPolicy?)p).FirstOrDefault();
}

/// <summary>An account that is <c>erased</c>, or <c>erasing</c> in the background. <c>consent_pages</c> are where the person withdraws by
/// hand what a provider did not let us take back.</summary>
public sealed record ErasedResponse(string State, IReadOnlyList<string> ConsentPages);
