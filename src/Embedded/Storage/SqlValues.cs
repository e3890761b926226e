using System.Globalization;
using System.Text.Json.Nodes;

namespace InboxMind.Embedded.Storage;

/// <summary>The values of a statement that is put together, in the order of their parameters.</summary>
internal sealed class SqlValues
{
    private readonly List<object?> _values = [];

    /// <summary>Adds a value.</summary>
    /// <returns>Its parameter, ?1 and up.</returns>
    public string Add(object? value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"?{_values.Count}");
    }

    /// <summary>Adds any number of texts as one value: SQLite refuses a chain of a thousand conditions.</summary>
    /// <returns>A table function with them in its column <c>value</c>.</returns>
    public string AddList(IEnumerable<string> texts) =>
        $"json_each({Add(new JsonArray([.. texts.Select(static t => JsonValue.Create(t))]).ToJsonString())})";

    public object?[] ToArray() => [.. _values];
}
