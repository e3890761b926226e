using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace InboxMind.Mcp.Tools;

/// <summary>Writes JSON Schemas of arguments and results. Every assistant reads them before anything else, so they say no more than it
/// needs: types, descriptions where a name is not enough, and what is required.</summary>
internal static class ToolSchema
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Shorten,
    };

    /// <summary>The schema of arguments.</summary>
    public static JsonElement OfArguments(JsonTypeInfo type) => Element((JsonObject)type.GetJsonSchemaAsNode(Options));

    /// <summary>The schema of a result, of which nothing is required: what is not known is left out.</summary>
    public static JsonElement OfResult(JsonTypeInfo type)
    {
        var schema = (JsonObject)type.GetJsonSchemaAsNode(Options);
        WithoutRequired(schema);
        return Element(schema);
    }

    private static JsonElement Element(JsonObject schema)
    {
        using var document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonNode Shorten(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        schema.Remove("default");
        schema.Remove("additionalProperties");

        // What is null is left out, and that a number may come as a string need not be told.
        var isNumber = schema.Remove("pattern");
        if (schema["type"] is JsonArray types)
            schema["type"] = isNumber ? "integer" : types.Select(static t => t!.GetValue<string>()).First(static t => t != "null");
        if (schema["enum"] is JsonArray values)
        {
            while (values.Remove(null))
            {
                // The value of what is left out.
            }

            schema["type"] = "string";
        }

        if (context.PropertyInfo?.AttributeProvider is MemberInfo member
            && member.GetCustomAttribute<DescriptionAttribute>() is { } description)
            schema["description"] = description.Description;
        return schema;
    }

    private static void WithoutRequired(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject schema:
                schema.Remove("required");
                foreach (var (_, inner) in schema)
                    WithoutRequired(inner);
                break;
            case JsonArray array:
                foreach (var inner in array)
                    WithoutRequired(inner);
                break;
        }
    }
}
