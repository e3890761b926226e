using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Answers.Counts;

/// <summary>What is measured of questions.</summary>
internal static class QuestionSignals
{
    private static readonly Counter<long> Questions = Signals.Count("rag.queries", "{question}", "Questions, by how they ended.");

    private static readonly Histogram<double> Durations =
        Signals.Duration("rag.query.duration", "How long questions take, by how they ended.");

    private static readonly Histogram<double> Stages =
        Signals.Duration("rag.stage.duration", "How long each stage of an answer takes.");

    private static readonly Counter<long> Removed = Signals.Count(
        "rag.redactions", "{redaction}", "Pieces of personal data that were taken out before a model read them.");

    private static readonly Counter<long> Cache = Signals.Count(
        "rag.answer.cache", "{question}", "Questions that were answered from memory (hit), or not (miss).");

    public static void ShowAtZero()
    {
        foreach (var outcome in Enum.GetValues<QuestionOutcome>())
            Questions.Add(0, Signals.Label("outcome", outcome));
    }

    public static void Ended(QuestionOutcome outcome, TimeSpan elapsed)
    {
        var label = Signals.Label("outcome", outcome);
        Questions.Add(1, label);
        Durations.Record(elapsed.TotalSeconds, label);
    }

    public static void StageEnded(string stage, TimeSpan elapsed) =>
        Stages.Record(elapsed.TotalSeconds, Signals.Label("stage", stage));

    public static void Redacted(int count) => Removed.Add(count);

    public static void Looked(bool isHit) => Cache.Add(1, Signals.Label("result", isHit ? "hit" : "miss"));
}
