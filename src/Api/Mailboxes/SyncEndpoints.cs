using System.Text.Json;
using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Api.Search;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Sync.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Mailboxes;

/// <summary>Syncing now, and how it stands: of one mailbox and of all.</summary>
internal static class SyncEndpoints
{
    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/mailboxes/{id}/sync", StatusAsync).WithSummary("The state of a mailbox's sync.")
            .WithParameters(MailboxEndpoints.Id);
        api.MapPost("/mailboxes/{id}/sync", AskAsync)
            .WithSummary("Syncs a mailbox now.").WithParameters(MailboxEndpoints.Id).ProducesProblem(409);
        api.MapGet("/emails/sync/status", AllAsync).WithSummary("The state of the sync of all mailboxes.");
        api.MapPost("/emails/sync", AskAllAsync).WithSummary("Syncs all mailboxes now.");
    }

    private static async Task<Results<Ok<SyncStatusResponse>, NotFound>> StatusAsync(
        string id, ReadSyncStatus status, HttpContext context, CancellationToken cancellation) =>
        await status.ReadAsync(context.Caller().Owner, new MailboxId(id), cancellation) is { } found
            ? TypedResults.Ok(SyncStatusResponse.From(found))
            : TypedResults.NotFound();

    private static async Task<Results<Accepted<SyncAskedResponse>, NotFound, ProblemHttpResult>> AskAsync(
        string id, AskForSync ask, HttpContext context, CancellationToken cancellation) =>
        await ask.AskAsync(context.Caller().Owner, new MailboxId(id), cancellation) switch
        {
            SyncAsked.Queued => TypedResults.Accepted(
                $"{SessionCookie.Path}/mailboxes/{Uri.EscapeDataString(id)}/sync", new SyncAskedResponse([id])),
            SyncAsked.NotOnServer => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "The mailbox is not on a server",
                detail: "It was imported; import its files again to add what is new."),
            SyncAsked.NeedsReconnect => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "The mailbox has to be connected again",
                detail: "Its server no longer accepts what InboxMind signs in with. Connect it again; it is synced then."),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Ok<SyncStatusesResponse>> AllAsync(
        ReadSyncStatus status, EmbedMail vectors, ReadMailAgain reading, CountAttachments attachments, CountEncrypted encrypted,
        HttpContext context, CancellationToken cancellation)
    {
        var owner = context.Caller().Owner;
        return TypedResults.Ok(SyncStatusesResponse.From(
            await status.ReadAsync(owner, cancellation), await vectors.CountAsync(owner, cancellation),
            await reading.CountAsync(owner, cancellation), await attachments.CountAsync(owner, cancellation),
            await encrypted.CountAsync(owner, cancellation)));
    }

    private static async Task<Accepted<SyncAskedResponse>> AskAllAsync(
        AskForSync ask, HttpContext context, CancellationToken cancellation) =>
        TypedResults.Accepted(
            $"{SessionCookie.Path}/emails/sync/status",
            new SyncAskedResponse([.. (await ask.AskAsync(context.Caller().Owner, cancellation)).Select(static m => m.Value)]));
}

/// <summary>The mailboxes that will be synced in a moment.</summary>
public sealed record SyncAskedResponse(IReadOnlyList<string> Mailboxes);

/// <summary>How the sync of each mailbox stands. <c>awaiting_vectors</c> counts the mails, of all mailboxes, that are found by their
/// words alone until they are embedded; <c>awaiting_reading</c> those that an earlier version of the program read and this one reads again
/// in the background; <c>unreadable</c> those that it could not, since their raw mail is missing or unreadable: what was read before
/// stays; <c>encrypted</c> those that only their recipient's key opens, which are found by their headers alone.</summary>
public sealed record SyncStatusesResponse(
    IReadOnlyList<SyncStatusResponse> Mailboxes, long AwaitingVectors, long AwaitingReading, long Unreadable, long Encrypted,
    AttachmentCountsResponse Attachments)
{
    public static SyncStatusesResponse From(
        IReadOnlyList<SyncStatus> all, long awaitingVectors, ReadingCounts reading, AttachmentCounts attachments, long encrypted) => new(
        [.. all.Select(SyncStatusResponse.From)], awaitingVectors, reading.Waiting, reading.Failed, encrypted,
        AttachmentCountsResponse.From(attachments));
}

/// <summary>The state of a mailbox's sync. <c>rate</c> is messages a second, <c>time_left</c> seconds; both are null unless mail is
/// being caught up with. <c>to_fetch</c> is an estimate.</summary>
public sealed record SyncStatusResponse(
    string Mailbox, string State, long Found, long ToFetch, long Fetched, long Stored, long Indexed, long Quarantined, double? Rate,
    long? TimeLeft, DateTime? LastSuccess, string? LastError, DateTime? NextRun, DateTime? RetryAt,
    IReadOnlyList<SyncFolderResponse> Folders,
    IReadOnlyList<LeftOutFolderResponse> LeftOut)
{
    internal static SyncStatusResponse From(SyncStatus status) => new(
        status.Mailbox.Id.Value, MailboxResponse.NameOf(status.State.State), status.Found, status.ToFetch, status.Fetched, status.Stored,
        status.Indexed, status.Quarantined, status.Rate is { } rate ? Math.Round(rate, 1) : null, (long?)status.TimeLeft?.TotalSeconds,
        status.State.LastSuccess?.UtcDateTime, status.State.LastError,
        status.Mailbox is { Sync.Enabled: true } && status.State.State != SyncState.NeedsReconnect
            ? status.State.NextRun?.UtcDateTime
            : null,
        status.Mailbox.Sync.Enabled ? status.State.RetryAt?.UtcDateTime : null,
        [.. status.Folders.Select(static f =>
            new SyncFolderResponse(f.Name, f.Found, f.ToFetch, f.Fetched, f.Quarantined, f.Trouble?.Reason))],
        [.. status.State.LeftOut.Select(static f =>
            new LeftOutFolderResponse(f.Name, JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Reason.ToString())))]);
}

/// <summary>A folder that the last sync left out, and why: <c>drafts</c>, <c>junk</c>, <c>trash</c>, <c>view</c>, <c>in_all</c>,
/// <c>another_user</c>, <c>shared</c>, <c>excluded</c> or <c>not_asked</c>.</summary>
public sealed record LeftOutFolderResponse(string Name, string Reason);

/// <summary>How far a folder is. <c>last_error</c> says why it cannot be read now; it is null when it can.</summary>
public sealed record SyncFolderResponse(string Name, long Found, long ToFetch, long Fetched, long Quarantined, string? LastError);
