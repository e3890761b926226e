using System.Text.Json;
using InboxMind.Core.Admin;
using InboxMind.Core.Audit;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Admin;

/// <summary><c>GET /api/v1/admin/stats</c>.</summary>
internal static class StatsEndpoints
{
    public static void MapApi(RouteGroupBuilder admin) => admin.MapGet("/stats", GetAsync).WithSummary("Figures.");

    private static async Task<Ok<StatsResponse>> GetAsync(
        IUsage usage, IWorkStatus work, IAuditLog audit, HttpContext context, CancellationToken cancellation)
    {
        await audit.AppendAccessAsync(context, "stats", cancellation);
        var scope = context.Scope();
        var figures = await usage.ReadAsync(scope, cancellation);

        // Queues and disk are everyone's: they would tell an admin of other organisations.
        var isEverything = scope == AdminScope.Everything;
        return TypedResults.Ok(StatsResponse.Of(
            figures, isEverything ? await work.ReadAsync(cancellation) : null, isEverything ? await usage.ReadStorageAsync(cancellation) : null));
    }
}

/// <summary>Figures. <c>queues</c> and <c>storage</c> are the operator's; null for an admin.</summary>
public sealed record StatsResponse(
    UserFigures Users, MailboxFigures Mailboxes, MailFigures Mail, IndexFigures Index, IReadOnlyList<QueueFigures>? Queues, StorageFigures? Storage)
{
    internal static StatsResponse Of(Usage usage, IReadOnlyList<QueueStatus>? queues, StorageUsage? storage) => new(
        new UserFigures(usage.Users, usage.ActiveUsers),
        new MailboxFigures(
            usage.ImportedMailboxes, usage.SyncedMailboxes.ToDictionary(static s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.Key.ToString()), static s => s.Value),
            usage.SyncedMailboxes.GetValueOrDefault(SyncState.Retrying) + usage.SyncedMailboxes.GetValueOrDefault(SyncState.NeedsReconnect),
            usage.LastSync?.UtcDateTime),
        new MailFigures(usage.Messages, usage.Quarantined),
        new IndexFigures(usage.Messages - usage.Unindexed, usage.Unindexed, usage.Chunks, usage.IndexBytes),
        queues is null ? null : [.. queues.Select(static q => new QueueFigures(q.Queue, q.Waiting, (long?)q.Age?.TotalSeconds, q.Poisoned))],
        storage is null ? null : new StorageFigures(storage.UsedBytes, storage.FreeBytes));
}

public sealed record UserFigures(long Total, long Active);

/// <summary>Mailboxes: those imported, and those on servers by state. <c>failing</c> are those whose last sync did not work.</summary>
public sealed record MailboxFigures(long Imported, IReadOnlyDictionary<string, long> Synced, long Failing, DateTime? LastSync);

public sealed record MailFigures(long Messages, long Quarantined);

public sealed record IndexFigures(long Indexed, long Unindexed, long Chunks, long Bytes);

/// <summary>A queue. <c>age_seconds</c> is how long the item that waits longest could have been taken.</summary>
public sealed record QueueFigures(string Queue, long Waiting, long? AgeSeconds, long Poisoned);

public sealed record StorageFigures(long UsedBytes, long? FreeBytes);
