using System.Net;
using System.Text.Json;

namespace InboxMind.Testing.Cosmos;

/// <summary>A part of a query: a path, a value, or an operator or function on other parts.</summary>
/// <param name="Name">The operator or function; empty for a path or value.</param>
/// <param name="Parts">What it works on.</param>
internal sealed record CosmosTerm(string Name, IReadOnlyList<CosmosTerm> Parts)
{
    private static readonly JsonElement True = JsonElement.Parse("true"), False = JsonElement.Parse("false");

    /// <summary>The path below <c>c</c>; null for another part.</summary>
    public string? Path { get; init; }

    /// <summary>The value; null for another part.</summary>
    public JsonElement? Value { get; init; }

    public IEnumerable<string> Paths() => Path is null ? Parts.SelectMany(static p => p.Paths()) : [Path];

    /// <summary>Conditions that all have to hold.</summary>
    public IEnumerable<CosmosTerm> Conjuncts() => Name == "AND" ? Parts.SelectMany(static p => p.Conjuncts()) : [this];

    public bool IsTrue(JsonElement item) => Evaluate(item) is { ValueKind: JsonValueKind.True };

    /// <returns>Null for undefined.</returns>
    public JsonElement? Evaluate(JsonElement item)
    {
        if (Value is not null)
            return Value;
        if (Path is not null)
        {
            JsonElement? at = item;
            foreach (var name in Path.Split('/'))
                at = at is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var next) ? next : null;
            return at;
        }

        return Name switch
        {
            "AND" => All(item),
            "OR" => Any(item),
            "NOT" => Parts[0].Evaluate(item) is { } v ? (v.ValueKind == JsonValueKind.True ? False : v.ValueKind == JsonValueKind.False
                ? True : null) : null,
            "IN" => Parts.Skip(1).Any(p => IsSame(Parts[0].Evaluate(item), p.Evaluate(item))) ? True : Parts[0].Evaluate(item) is null
                ? null : False,
            "ARRAY_CONTAINS" => Parts[0].Evaluate(item) is { ValueKind: JsonValueKind.Array } a
                ? Is(a.EnumerateArray().Any(v => IsSame(v, Parts[1].Evaluate(item))))
                : null,
            "IS_DEFINED" => Is(Parts[0].Evaluate(item) is not null),
            "CONTAINS" => Parts[0].Evaluate(item) is { ValueKind: JsonValueKind.String } s
                ? Is(s.GetString()!.Contains(
                    Parts[1].Evaluate(item)!.Value.GetString()!,
                    Parts.Count > 2 && Parts[2].IsTrue(item) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                : null,
            "STARTSWITH" => Parts[0].Evaluate(item) is { ValueKind: JsonValueKind.String } s
                ? Is(s.GetString()!.StartsWith(Parts[1].Evaluate(item)!.Value.GetString()!, StringComparison.Ordinal))
                : null,
            _ => Compared(item),
        };
    }

    /// <summary>As the service orders values of one kind; strings by their code points.</summary>
    public static int Compare(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => a.GetDouble().CompareTo(b.GetDouble()),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(a.GetString(), b.GetString()),
        _ => Rank(a).CompareTo(Rank(b)),
    };

    private static int Rank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => 0,
        JsonValueKind.False => 1,
        JsonValueKind.True => 2,
        JsonValueKind.Number => 3,
        JsonValueKind.String => 4,
        _ => 5,
    };

    private JsonElement? Compared(JsonElement item)
    {
        if (Parts[0].Evaluate(item) is not { } left || Parts[1].Evaluate(item) is not { } right)
            return null;
        var sameKind = left.ValueKind == right.ValueKind
            || (left.ValueKind is JsonValueKind.True or JsonValueKind.False
                && right.ValueKind is JsonValueKind.True or JsonValueKind.False);
        var order = sameKind ? Compare(left, right) : 0;
        return Name switch
        {
            "=" => Is(sameKind && IsSame(left, right)),
            "!=" => Is(!IsSame(left, right)),
            "<" => sameKind ? Is(order < 0) : null,
            "<=" => sameKind ? Is(order <= 0) : null,
            ">" => sameKind ? Is(order > 0) : null,
            ">=" => sameKind ? Is(order >= 0) : null,
            _ => throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"{Name} is not answered here."),
        };
    }

    private JsonElement? All(JsonElement item)
    {
        var all = Parts.Select(p => p.Evaluate(item)).ToList();
        return all.Exists(static v => v is { ValueKind: JsonValueKind.False }) ? False
            : all.TrueForAll(static v => v is { ValueKind: JsonValueKind.True }) ? True : null;
    }

    private JsonElement? Any(JsonElement item)
    {
        var all = Parts.Select(p => p.Evaluate(item)).ToList();
        return all.Exists(static v => v is { ValueKind: JsonValueKind.True }) ? True
            : all.TrueForAll(static v => v is { ValueKind: JsonValueKind.False }) ? False : null;
    }

    private static JsonElement Is(bool value) => value ? True : False;

    private static bool IsSame(JsonElement? a, JsonElement? b) =>
        a is { } x && b is { } y && x.ValueKind == y.ValueKind && JsonElement.DeepEquals(x, y);
}
