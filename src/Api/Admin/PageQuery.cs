using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace InboxMind.Api.Admin;

/// <summary>What every list takes: <c>limit</c>, <c>cursor</c> and <c>include_total</c>.</summary>
internal static class PageQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 100;

    /// <summary>Reads <c>limit</c>.</summary>
    public static int Limit(string? text, Dictionary<string, string[]> errors)
    {
        if (text is null)
            return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
            return limit;
        errors["limit"] = [$"A number from 1 to {MaxLimit}."];
        return DefaultLimit;
    }

    /// <summary>Reads a flag.</summary>
    public static bool Flag(string name, string? text, Dictionary<string, string[]> errors)
    {
        if (text is not (null or "true" or "false"))
            errors[name] = ["true or false."];
        return text == "true";
    }

    /// <summary>An opaque cursor of the values a page ended with.</summary>
    public static string Write(params string[] values) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', values)));

    /// <summary>Reads a cursor.</summary>
    /// <typeparam name="T">The place it stands for.</typeparam>
    /// <param name="text">What the caller sent; null begins.</param>
    /// <param name="read">Makes the place of the values; null when they are none of it.</param>
    /// <param name="errors">Told when it is no cursor of this list.</param>
    public static T? Read<T>(string? text, Func<string[], T?> read, Dictionary<string, string[]> errors)
    {
        if (text is null)
            return default;
        if (text.Length <= 1_000 && Base64Url.IsValid(text)
            && read(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n')) is { } place)
            return place;
        errors["cursor"] = ["The next of a page before."];
        return default;
    }
}
