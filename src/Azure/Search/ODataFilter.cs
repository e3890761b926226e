using System.Globalization;

namespace InboxMind.Azure.Search;

/// <summary>Writes expressions of OData. Every value is a literal of its own: nothing that a person or a mail says is ever
/// syntax.</summary>
internal static class ODataFilter
{
    /// <summary>A text between single quotes, its own doubled.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Flag(bool value) => value ? "true" : "false";

    /// <summary>A field's text is one of some; ids hold no comma.</summary>
    public static string In(string field, IEnumerable<string> ids) => $"search.in({field}, {Text(string.Join(',', ids))}, ',')";

    /// <summary>A list of texts holds one of some.</summary>
    public static string AnyIn(string field, IEnumerable<string> values) =>
        $"{field}/any(x: {string.Join(" or ", values.Select(static v => $"x eq {Text(v)}"))})";

    /// <summary>All expressions hold; those that are empty say nothing.</summary>
    public static string And(params IEnumerable<string?> parts) => string.Join(" and ", parts.Where(static p => !string.IsNullOrEmpty(p)));
}
