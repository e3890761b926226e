using System.ComponentModel.DataAnnotations;
using System.Globalization;
using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Connecting;
using InboxMind.Core.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Mailboxes;

/// <summary><c>/api/v1/mailboxes</c>: which there are, connecting one by password, what of it is synced, disconnecting.</summary>
internal static class MailboxEndpoints
{
    internal static readonly ParameterNote Id = ParameterNote.Path("id", "The mailbox's id.");

    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/mailboxes", ListAsync).WithSummary("The mailboxes of the caller.").WithParameters(Cursor.Parameters);
        api.MapPost("/mailboxes", ConnectAsync)
            .WithSummary("Connects an IMAP mailbox by a password, which is tried before anything is stored.")
            .ProducesProblem(422).ProducesProblem(503);
        api.MapGet("/mailboxes/{id}", GetAsync).WithSummary("A mailbox.").WithParameters(Id);
        api.MapPatch("/mailboxes/{id}", ChangeAsync).WithSummary("Changes what of a mailbox is synced, and when.").WithParameters(Id);
        api.MapDelete("/mailboxes/{id}", DisconnectAsync)
            .WithSummary("Disconnects a mailbox and removes its mail.").WithParameters(Id).ProducesProblem(409);
    }

    private static async Task<Results<Ok<MailboxesResponse>, ValidationProblem>> ListAsync(
        IMailboxStore mailboxes, ISyncStateStore states, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageRequest<string>.Read(
            new QueryValues(context.Request.Query, errors), static parts => parts is [{ Length: > 0 } id] ? id : null, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var owner = context.Caller().Owner;
        var found = Page<Mailbox>.Of(
            [.. (await mailboxes.ListAsync(owner, cancellation)).OrderBy(static m => m.Id.Value, StringComparer.Ordinal)], page,
            static (mailbox, after) => string.CompareOrdinal(mailbox.Id.Value, after) > 0,
            static mailbox => Cursor.Write(mailbox.Id.Value));
        var list = new List<MailboxResponse>();
        foreach (var mailbox in found.Items)
            list.Add(MailboxResponse.From(mailbox, await states.GetAsync(owner, mailbox.Id, cancellation)));
        return TypedResults.Ok(new MailboxesResponse(list, found.Next, found.Total));
    }

    private static async Task<Results<Ok<MailboxResponse>, NotFound>> GetAsync(
        string id, IMailboxStore mailboxes, ISyncStateStore states, HttpContext context, CancellationToken cancellation)
    {
        var owner = context.Caller().Owner;
        return await mailboxes.GetAsync(owner, new MailboxId(id), cancellation) is { } mailbox
            ? TypedResults.Ok(MailboxResponse.From(mailbox, await states.GetAsync(owner, mailbox.Id, cancellation)))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<MailboxResponse>, NotFound, ValidationProblem>> ChangeAsync(
        string id, ChangeRequest request, ChangeMailbox change, ISyncStateStore states, HttpContext context, CancellationToken cancellation)
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var owner = context.Caller().Owner;
        return await change.ChangeAsync(owner, new MailboxId(id), request.Apply, cancellation) is { } mailbox
            ? TypedResults.Ok(MailboxResponse.From(mailbox, await states.GetAsync(owner, mailbox.Id, cancellation)))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Created<MailboxResponse>, ValidationProblem, ProblemHttpResult>> ConnectAsync(
        ConnectRequest request, ConnectImap connect, HttpContext context, CancellationToken cancellation)
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        try
        {
            var mailbox = await connect.ConnectAsync(
                context.Caller().User, request.Host!, request.Port, request.StartTls ?? false, request.User!, request.Password!,
                context.Origin(), cancellation);
            return TypedResults.Created(
                $"{SessionCookie.Path}/mailboxes/{Uri.EscapeDataString(mailbox.Id.Value)}",
                MailboxResponse.From(mailbox, new SyncRecord { Mailbox = mailbox.Id }));
        }
        catch (MailServerException e)
        {
            var transient = e.Trouble is MailServerTrouble.Transient or MailServerTrouble.Throttled;
            return TypedResults.Problem(
                statusCode: transient ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity,
                title: "The mailbox could not be connected", detail: e.Message);
        }
    }

    private static async Task<Results<Ok<DisconnectedResponse>, NotFound, ProblemHttpResult>> DisconnectAsync(
        string id, DisconnectMailbox disconnect, HttpContext context, CancellationToken cancellation)
    {
        if (await disconnect.DisconnectAsync(context.Caller().User, new MailboxId(id), context.Origin(), cancellation) is not { } done)
            return TypedResults.NotFound();
        return done.IsBusy
            ? TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "The mailbox is being synced",
                detail: "Its token is gone and no new sync begins. Call again in a moment to remove its mail.")
            : TypedResults.Ok(new DisconnectedResponse(done.Revoked, done.ConsentPage?.AbsoluteUri));
    }
}

/// <summary>The body of <c>POST /api/v1/mailboxes</c>: an IMAP server over TLS and a password, best one made for this app alone.
/// <c>start_tls</c> is for a server that has TLS by STARTTLS only.</summary>
public sealed record ConnectRequest(
    [property: Required, MinLength(1), MaxLength(255)] string? Host, [property: Range(1, 65535)] int? Port,
    [property: Required, MinLength(1), MaxLength(255)] string? User, [property: Required, MinLength(1), MaxLength(1_000)] string? Password,
    bool? StartTls = null)
{
    private const int MaxLength = 255;

    public override string ToString() => nameof(ConnectRequest);

    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown || Host!.Length > MaxLength)
            errors["host"] = ["The name or address of an IMAP server."];
        if (Port is < 1 or > 65535)
            errors["port"] = ["A number from 1 to 65535; without it 993, or 143 with start_tls."];
        if (string.IsNullOrWhiteSpace(User) || User.Length > MaxLength || User.Any(char.IsControl))
            errors["user"] = ["The name to sign in with, 1 to 255 characters."];
        if (string.IsNullOrEmpty(Password) || Password.Length > 1_000 || Password.Any(char.IsControl))
            errors["password"] = ["The password, 1 to 1,000 characters."];
        return errors;
    }
}

/// <summary>The body of <c>PATCH /api/v1/mailboxes/{id}</c>: what is not given stays. An empty list of folders means those that matter,
/// an empty <c>since</c> all mail; <c>interval_minutes</c> lies between two runs. Folders in <c>exclude</c> are left out with what lies
/// below them; <c>shared</c> brings in those of other people and of everyone.</summary>
public sealed record ChangeRequest(
    bool? SyncEnabled, [property: MaxLength(200)] IReadOnlyList<string?>? Folders, string? Since,
    [property: Range(1, 24 * 60)] int? IntervalMinutes, [property: MaxLength(200)] IReadOnlyList<string?>? Exclude = null,
    bool? Shared = null)
{
    private const int MaxFolders = 200;
    private const int MaxName = 1_000;
    private const int MinutesPerDay = 24 * 60;

    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (field, names) in ((string, IReadOnlyList<string?>?)[])[("folders", Folders), ("exclude", Exclude)])
        {
            if (names is not null
                && (names.Count > MaxFolders
                    || names.Any(static f => string.IsNullOrWhiteSpace(f) || f.Length > MaxName || f.Any(char.IsControl))))
                errors[field] = [$"At most {MaxFolders} full folder names with / between levels."];
        }

        if (!string.IsNullOrEmpty(Since) && !TryDate(Since, out _))
            errors["since"] = ["A day such as 2024-10-01; empty for all mail."];
        if (IntervalMinutes is < 1 or > MinutesPerDay)
            errors["interval_minutes"] = [$"A number from 1 to {MinutesPerDay}."];
        return errors;
    }

    internal SyncChoice Apply(SyncChoice choice) => choice with
    {
        Enabled = SyncEnabled ?? choice.Enabled,
        Folders = Folders is null ? choice.Folders : [.. Folders.Select(static f => f!).Distinct()],
        Since = Since switch { null => choice.Since, "" => null, _ => TryDate(Since, out var day) ? day : choice.Since },
        Exclude = Exclude is null ? choice.Exclude : [.. Exclude.Select(static f => f!).Distinct()],
        Shared = Shared ?? choice.Shared,
        Interval = IntervalMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : choice.Interval,
    };

    private static bool TryDate(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

/// <summary>A page of the caller's mailboxes, by id. <c>next</c> asks for the one behind it; <c>total</c> is null unless asked
/// for.</summary>
public sealed record MailboxesResponse(IReadOnlyList<MailboxResponse> Mailboxes, string? Next, long? Total);

/// <summary>A mailbox and how its sync stands.</summary>
public sealed record MailboxResponse(
    string Id, string Name, string Kind, string? Host, bool StartTls, bool SyncEnabled, IReadOnlyList<string> Folders,
    IReadOnlyList<string> Exclude, bool Shared, DateOnly? Since, int IntervalMinutes,
    string State, DateTime? LastSuccess, string? LastError)
{
    internal static MailboxResponse From(Mailbox mailbox, SyncRecord sync) => new(
        mailbox.Id.Value, mailbox.Name, mailbox.Kind == MailboxKind.Import ? "import" : "imap", mailbox.Connection?.Host,
        mailbox.Connection?.Security == ImapSecurity.StartTls, mailbox.Sync.Enabled,
        mailbox.Sync.Folders, mailbox.Sync.Exclude, mailbox.Sync.Shared, mailbox.Sync.Since,
        (int)mailbox.Sync.Interval.TotalMinutes, NameOf(sync.State),
        sync.LastSuccess?.UtcDateTime,
        sync.LastError);

    internal static string NameOf(SyncState state) => state switch
    {
        SyncState.New => "new",
        SyncState.Syncing => "syncing",
        SyncState.UpToDate => "up_to_date",
        SyncState.Retrying => "retrying",
        SyncState.NeedsReconnect => "needs_reconnect",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };
}

/// <summary>A mailbox that was disconnected. <c>consent_page</c> is where the person withdraws the consent when <c>revoked</c> is
/// false.</summary>
public sealed record DisconnectedResponse(bool Revoked, string? ConsentPage);
