using System.Diagnostics.Metrics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Import;

/// <summary>What is measured of imports.</summary>
internal static class ImportSignals
{
    private static readonly Counter<long> Messages = Signals.Count(
        "inboxmind.import.messages", "{message}", "Messages of imports: new ones, known ones, and those set aside.");

    public static void Stored(IReadOnlyList<SaveOutcome> outcomes, int setAside)
    {
        var added = outcomes.Count(static o => o.Kind == SaveKind.Added);
        Add("added", added);
        Add("known", outcomes.Count - added);
        Add("set_aside", setAside);
    }

    private static void Add(string result, int count)
    {
        if (count > 0)
            Messages.Add(count, Signals.Label("result", result));
    }
}
