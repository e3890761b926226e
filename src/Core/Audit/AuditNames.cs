using System.Text.Json;

namespace InboxMind.Core.Audit;

/// <summary>How kinds and outcomes are written outside: in snake_case.</summary>
public static class AuditNames
{
    private static readonly Dictionary<string, AuditKind> Kinds =
        Enum.GetValues<AuditKind>().Where(static k => k != AuditKind.Unknown).ToDictionary(NameOf);
    private static readonly Dictionary<string, AuditOutcome> Outcomes =
        Enum.GetValues<AuditOutcome>().Where(static o => o != AuditOutcome.Unknown).ToDictionary(NameOf);

    public static string NameOf(AuditKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string NameOf(AuditOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());

    /// <summary>The kind of a name; null when there is none.</summary>
    public static AuditKind? Kind(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>The outcome of a name; null when there is none.</summary>
    public static AuditOutcome? Outcome(string name) => Outcomes.TryGetValue(name, out var outcome) ? outcome : null;
}
