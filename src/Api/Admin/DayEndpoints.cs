using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Admin;

/// <summary><c>GET /api/v1/admin/stats/days</c>.</summary>
internal static class DayEndpoints
{
    /// <summary>Days, today included.</summary>
    private const int Shown = 30;

    public static void MapApi(RouteGroupBuilder admin) =>
        admin.MapGet("/stats/days", GetAsync).WithSummary("Figures of each of the last 30 days.");

    private static async Task<Ok<DaysResponse>> GetAsync(
        IUsage usage, IAuditLog audit, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        await audit.AppendAccessAsync(context, "stats", cancellation);
        var (scope, today) = (context.Scope(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var first = today.AddDays(1 - Shown);
        var days = await usage.ReadDaysAsync(scope, first, today, cancellation);
        var questions = await usage.ReadQuestionsAsync(
            scope, new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), cancellation);
        return TypedResults.Ok(new DaysResponse([.. days.Select(DayFigures.From)], StageFigures.From(questions)));
    }
}

/// <summary>Figures of days in UTC, the oldest first, and how long the stages of answers took in them.</summary>
public sealed record DaysResponse(IReadOnlyList<DayFigures> Days, IReadOnlyList<StageFigures> Stages);

/// <summary>A day. <c>users</c> are those of now that were there at its end, <c>mail</c> is what is stored of this date; questions are
/// told by how they ended. <c>tokens</c> are what chat models were given and wrote, <c>cost</c> what that cost in the currency of the
/// prices.</summary>
public sealed record DayFigures(
    DateOnly Day, long Users, long Mail, long Asked, long Answered, long NotFound, long Repeated, long Failed, long Refused, long Tokens,
    decimal Cost)
{
    private const decimal Millionths = 1_000_000;

    internal static DayFigures From(DayUsage day)
    {
        long Count(QuestionOutcome outcome) => day.Outcomes.GetValueOrDefault(outcome);
        return new DayFigures(
            day.Day, day.Users, day.Mail, day.Outcomes.Values.Sum(), Count(QuestionOutcome.Answered), Count(QuestionOutcome.NotFound),
            Count(QuestionOutcome.Repeated), Count(QuestionOutcome.Failed), Count(QuestionOutcome.Refused), day.Tokens,
            day.Cost / Millionths);
    }
}

/// <summary>How long a stage of answers took, right to a fifth.</summary>
public sealed record StageFigures(
    string Stage, double MedianMs, [property: System.Text.Json.Serialization.JsonPropertyName("p95_ms")] double P95Ms)
{
    /// <summary>In the order in which an answer goes through them.</summary>
    private static readonly string[] Order = ["retrieve", "thread_context", "analyse", "compliance", "answer"];

    internal static IReadOnlyList<StageFigures> From(QuestionUsage usage) =>
        [.. usage.Stages.OrderBy(static s => Array.IndexOf(Order, s.Key)).Select(static s =>
            new StageFigures(s.Key, Milliseconds(s.Value, 0.5), Milliseconds(s.Value, 0.95)))];

    private static double Milliseconds(IReadOnlyDictionary<int, long> steps, double share) =>
        Math.Round(LatencySteps.Quantile(steps, share)?.TotalMilliseconds ?? 0, 1);
}
