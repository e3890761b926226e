using System.Text.Json;

namespace InboxMind.Mcp.Tests;

/// <summary>Holds a value to the part of JSON Schema that the tools' schemas use, and to naming all it has.</summary>
internal static class Schemas
{
    public static void ShouldFit(JsonElement value, JsonElement schema) => ShouldFit(value, schema, schema, "$");

    private static void ShouldFit(JsonElement value, JsonElement schema, JsonElement root, string path)
    {
        if (schema.TryGetProperty("$ref", out var pointer))
            schema = pointer.GetString()!.Split('/').Skip(1).Aggregate(root, static (at, name) => at.GetProperty(name));
        var type = schema.GetProperty("type").GetString();
        Kind(value).ShouldBe(type == "integer" ? "number" : type, path);
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                // The notice stands in every result and in no schema.
                if (path == "$" && property.Name is "notice" or "text")
                    continue;
                schema.GetProperty("properties").TryGetProperty(property.Name, out var inner).ShouldBeTrue($"{path}.{property.Name}");
                ShouldFit(property.Value, inner, root, $"{path}.{property.Name}");
            }
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                ShouldFit(item, schema.GetProperty("items"), root, $"{path}[]");
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };
}
