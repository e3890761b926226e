using System.Text.Json;
using System.Text.Json.Serialization;
using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
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
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void MapApi(RouteGroupBuilder admin) => admin.MapGet("/stats", GetAsync).WithSummary("Figures.");

    private static async Task<Ok<StatsResponse>> GetAsync(
        IUsage usage, IWorkStatus work, IAuditLog audit, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        await audit.AppendAccessAsync(context, "stats", cancellation);
        var scope = context.Scope();
        var figures = await usage.ReadAsync(scope, cancellation);

        var now = time.GetUtcNow();
        var questions = new QuestionFigures(
            QuestionPeriod.From(await usage.ReadQuestionsAsync(scope, now - Day, cancellation)),
            QuestionPeriod.From(await usage.ReadQuestionsAsync(scope, now - CountQuestions.Kept, cancellation)));

        // Queues and disk are everyone's: they would tell an admin of other organisations.
        var isEverything = scope == AdminScope.Everything;
        return TypedResults.Ok(StatsResponse.From(
            figures, questions, isEverything ? await work.ReadAsync(cancellation) : null,
            isEverything ? await usage.ReadStorageAsync(cancellation) : null));
    }
}

/// <summary>Figures. <c>queues</c> and <c>storage</c> are the operator's; null for an admin.</summary>
public sealed record StatsResponse(
    UserFigures Users, MailboxFigures Mailboxes, MailFigures Mail, IndexFigures Index, QuestionFigures Questions,
    IReadOnlyList<QueueFigures>? Queues, StorageFigures? Storage)
{
    internal static StatsResponse From(Usage usage, QuestionFigures questions, IReadOnlyList<QueueStatus>? queues, StorageUsage? storage) =>
        new(
        new UserFigures(usage.Users, usage.ActiveUsers),
        new MailboxFigures(
            usage.ImportedMailboxes,
            usage.SyncedMailboxes.ToDictionary(static s =>
                JsonNamingPolicy.SnakeCaseLower.ConvertName(s.Key.ToString()), static s => s.Value),
            usage.SyncedMailboxes.GetValueOrDefault(SyncState.Retrying) + usage.SyncedMailboxes.GetValueOrDefault(SyncState.NeedsReconnect),
            usage.LastSync?.UtcDateTime),
        new MailFigures(usage.Messages, usage.Quarantined),
        new IndexFigures(usage.Messages - usage.Unindexed, usage.Unindexed, usage.Chunks, usage.IndexBytes),
        questions,
        queues is null
            ? null
            : [.. queues.Select(static q => new QueueFigures(q.Queue, q.Waiting, (long?)q.Age?.TotalSeconds, q.Poisoned))],
        storage is null ? null : new StorageFigures(storage.UsedBytes, storage.FreeBytes));
}

public sealed record UserFigures(long Total, long Active);

/// <summary>Mailboxes: those imported, and those on servers by state. <c>failing</c> are those whose last sync did not work.</summary>
public sealed record MailboxFigures(long Imported, IReadOnlyDictionary<string, long> Synced, long Failing, DateTime? LastSync);

public sealed record MailFigures(long Messages, long Quarantined);

public sealed record IndexFigures(long Indexed, long Unindexed, long Chunks, long Bytes);

/// <summary>Questions asked over the API in the last 24 hours, from the full hour on, and in the last 365 days.</summary>
public sealed record QuestionFigures([property: JsonPropertyName("last_24_hours")] QuestionPeriod LastDay, QuestionPeriod Kept);

/// <summary>Questions by how they ended. <c>repeated</c> are answers given again, <c>refused</c> those for which the day's budget did not
/// reach. <c>median_ms</c> and <c>p95_ms</c> are the time to an answer that was made anew, right to a fifth; null when there was
/// none.</summary>
public sealed record QuestionPeriod(
    long Asked, long Answered, long NotFound, long Repeated, long Failed, long Refused, double? MedianMs,
    [property: JsonPropertyName("p95_ms")] double? P95Ms)
{
    internal static QuestionPeriod From(QuestionUsage usage) => new(
        usage.Outcomes.Values.Sum(), Count(usage, QuestionOutcome.Answered), Count(usage, QuestionOutcome.NotFound),
        Count(usage, QuestionOutcome.Repeated), Count(usage, QuestionOutcome.Failed), Count(usage, QuestionOutcome.Refused),
        Milliseconds(usage, 0.5), Milliseconds(usage, 0.95));

    private static long Count(QuestionUsage usage, QuestionOutcome outcome) => usage.Outcomes.GetValueOrDefault(outcome);

    private static double? Milliseconds(QuestionUsage usage, double share) =>
        LatencySteps.Quantile(usage.Steps, share) is { } time ? Math.Round(time.TotalMilliseconds, 1) : null;
}

/// <summary>A queue. <c>age_seconds</c> is how long the item that waits longest could have been taken.</summary>
public sealed record QueueFigures(string Queue, long Waiting, long? AgeSeconds, long Poisoned);

public sealed record StorageFigures(long UsedBytes, long? FreeBytes);
