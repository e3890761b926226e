using System.Collections.Frozen;
using System.Text.Json;

namespace InboxMind.Core.Telemetry;

/// <summary>The names of an enumeration's values in labels: snake_case.</summary>
internal static class LabelNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().Distinct()
        .ToFrozenDictionary(static v => v, static v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    public static string Of(T value) => Names.GetValueOrDefault(value, "other");
}
