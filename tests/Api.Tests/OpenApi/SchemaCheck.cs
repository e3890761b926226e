using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InboxMind.Api.Tests.OpenApi;

/// <summary>Holds a value against a JSON Schema: the part of 2020-12 that the document uses. A keyword it does not know is an error, so
/// that none is passed over.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Annotations = ["description", "default", "example", "examples", "title"];

    /// <summary>What is wrong with a value; empty when nothing is.</summary>
    public List<string> Check(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "$", errors);
        return errors;
    }

    /// <summary>The element behind a local reference, or the element itself.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            element = document;
            foreach (var part in reference.GetString()!.Split('/')[1..])
                element = element.GetProperty(part);
        }

        return element;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        foreach (var rule in schema.EnumerateObject())
        {
            if (!Annotations.Contains(rule.Name) && !Holds(rule.Name, rule.Value, schema, value, path, errors))
                errors.Add(
                    $"{path}: {value.GetRawText()[..Math.Min(80, value.GetRawText().Length)]} against {rule.Name} "
                        + $"{rule.Value.GetRawText()}");
        }
    }

    private bool Holds(string rule, JsonElement wanted, JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        switch (rule)
        {
            case "type":
                return wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray()
                    .Any(t => IsA(t.GetString()!, value)) : IsA(wanted.GetString()!, value);
            case "enum":
                return wanted.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value));
            case "oneOf" or "anyOf":
                return wanted.EnumerateArray().Any(part => Check(part, value).Count == 0);
            case "properties":
                if (value.ValueKind == JsonValueKind.Object)
                {
                    foreach (var property in value.EnumerateObject())
                    {
                        if (wanted.TryGetProperty(property.Name, out var part))
                            Check(part, property.Value, $"{path}.{property.Name}", errors);
                        else if (!schema.TryGetProperty("additionalProperties", out _))
                            errors.Add($"{path}.{property.Name}: not in the schema");
                    }
                }

                return true;
            case "additionalProperties":
                if (value.ValueKind == JsonValueKind.Object)
                {
                    foreach (var property in value.EnumerateObject()
                        .Where(p => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(p.Name, out _)))
                        Check(wanted, property.Value, $"{path}.{property.Name}", errors);
                }

                return true;
            case "required":
                return value.ValueKind != JsonValueKind.Object || wanted.EnumerateArray()
                    .All(name => value.TryGetProperty(name.GetString()!, out _));
            case "items":
                if (value.ValueKind == JsonValueKind.Array)
                {
                    foreach (var (index, item) in value.EnumerateArray().Index())
                        Check(wanted, item, $"{path}[{index}]", errors);
                }

                return true;
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= wanted.GetDouble();
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= wanted.GetDouble();
            case "minLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= wanted.GetInt32();
            case "maxLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= wanted.GetInt32();
            case "maxItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= wanted.GetInt32();
            case "minItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= wanted.GetInt32();
            case "pattern":
                return value.ValueKind != JsonValueKind.String
                    || Regex.IsMatch(value.GetString()!, wanted.GetString()!, RegexOptions.CultureInvariant);
            case "format":
                return IsFormat(wanted.GetString()!, value);
            default:
                throw new NotSupportedException($"{path}: the keyword {rule} is new here; teach it to {nameof(SchemaCheck)}.");
        }
    }

    private static bool IsA(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"The type {type}."),
    };

    private static bool IsFormat(string format, JsonElement value) => format switch
    {
        "int32" => value.ValueKind != JsonValueKind.Number || value.TryGetInt32(out _),
        "int64" => value.ValueKind != JsonValueKind.Number || value.TryGetInt64(out _),
        "double" => true,
        "date" => value.ValueKind != JsonValueKind.String
            || DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => value.ValueKind != JsonValueKind.String
            || (value.GetString()!.EndsWith('Z')
                && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        "uri" => value.ValueKind != JsonValueKind.String || Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "binary" => true,
        _ => throw new NotSupportedException($"The format {format}."),
    };
}
