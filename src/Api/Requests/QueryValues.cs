using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Requests;

/// <summary>The values of a query string, read by name; what is wrong goes to the errors, by name.</summary>
internal sealed class QueryValues(IQueryCollection query, Dictionary<string, string[]> errors)
{
    public const int MaxLength = 4_096;

    /// <summary>A text; null when there is none or an empty one.</summary>
    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count == 0)
            return null;
        if (values.Count == 1 && values[0] is { Length: <= MaxLength } text)
            return text.Length > 0 ? text : null;
        errors[name] = [$"One value of at most {MaxLength} characters."];
        return null;
    }

    public int Number(string name, int min, int max, int otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        errors[name] = [string.Create(CultureInfo.InvariantCulture, $"A number from {min} to {max}.")];
        return otherwise;
    }

    public bool? Flag(string name)
    {
        switch (Text(name))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                errors[name] = ["true or false."];
                return null;
        }
    }
}
