using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Budgets;

/// <summary>What is measured of budgets.</summary>
internal static class BudgetSignals
{
    public const string Questions = "questions";
    public const string Embedding = "embedding";

    private static readonly Counter<long> Refusals = Signals.Count(
        "inboxmind.budget.refusals", "{refusal}", "What was refused, or waits, since a user's budget of the day is used up.");

    public static void ShowAtZero()
    {
        Refusals.Add(0, Signals.Label("budget", Questions));
        Refusals.Add(0, Signals.Label("budget", Embedding));
    }

    public static void Refused(string budget) => Refusals.Add(1, Signals.Label("budget", budget));
}
