using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>An index as it was defined: what each of its fields allows.</summary>
internal sealed partial class Fields
{
    private readonly Dictionary<string, JsonObject> _fields;

    public Fields(JsonObject definition)
    {
        Definition = definition;
        _fields = definition["fields"]!.AsArray().ToDictionary(static f => (string)f!["name"]!, static f => f!.AsObject());
        Key = _fields.Values.Where(static f => Is(f, "key")).Select(static f => (string)f["name"]!).Single();
    }

    public JsonObject Definition { get; }

    public string Key { get; }

    public IEnumerable<string> Readable => _fields.Values.Where(static f => Is(f, "retrievable", usual: true))
        .Select(static f => (string)f["name"]!);

    public string Type(string name) => (string)Get(name)["type"]!;

    public void Require(string name, string ability)
    {
        if (!Is(Get(name), ability))
            throw new SearchFailure(400, $"The field {name} is not {ability}.");
    }

    /// <summary>Whether beginnings of words are indexed for a field.</summary>
    public int Beginnings(string name)
    {
        if ((string?)Get(name)["indexAnalyzer"] is not { } analyzer)
            return 0;
        var custom = Definition["analyzers"]!.AsArray().Single(a => (string?)a!["name"] == analyzer)!;
        ((string?)custom["tokenizer"]).ShouldBe("whitespace");
        var filter = (string)custom["tokenFilters"]!.AsArray().Single()!;
        var definition = Definition["tokenFilters"]!.AsArray().Single(f => (string?)f!["name"] == filter)!;
        ((string?)definition["@odata.type"]).ShouldBe("#Microsoft.Azure.Search.EdgeNGramTokenFilterV2");
        ((int)definition["minGram"]!).ShouldBe(1);
        return (int)definition["maxGram"]! is <= 300 and var most ? most : throw new SearchFailure(400, "maxGram is at most 300.");
    }

    public bool IsSplitAtSpaces(string name) => (string?)Get(name)["analyzer"] == "whitespace";

    /// <summary>Looks at a document that is sent.</summary>
    public void Check(JsonObject document)
    {
        foreach (var (name, value) in document)
        {
            if (name == "@search.action")
                continue;
            var type = Type(name);
            var fits = value is null || type switch
            {
                "Edm.String" => value.GetValueKind() == System.Text.Json.JsonValueKind.String,
                "Edm.Int32" or "Edm.Int64" => value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
                "Edm.Boolean" => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
                "Collection(Edm.String)" => value is JsonArray,
                "Collection(Edm.Single)" => value is JsonArray vector && vector.Count == (int)Get(name)["dimensions"]!,
                _ => false,
            };
            if (!fits)
                throw new SearchFailure(400, $"The value of {name} is no {type}.");
        }

        if (document[Key] is not { } key || !KeyForm().IsMatch((string)key!) || ((string)key!).Length > 1_024)
            throw new SearchFailure(400, "Invalid document key: only letters, digits, underscore, dash and equal sign.");
    }

    public static double Number(JsonNode? value) => value is null ? double.NaN : double.Parse(
        value.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool Is(JsonObject field, string ability, bool usual = false) => (bool?)field[ability] ?? usual;

    private JsonObject Get(string name) => _fields.GetValueOrDefault(name) ?? throw new SearchFailure(400, $"There is no field {name}.");

    [GeneratedRegex("^[A-Za-z0-9=-][A-Za-z0-9_=-]*$")]
    private static partial Regex KeyForm();
}
