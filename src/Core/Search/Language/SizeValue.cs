using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Search.Language;

/// <summary>Reads sizes: <c>5M</c>, <c>200k</c>, <c>1.5 MB</c>, <c>1048576</c>. A K has 1,024 bytes, an M 1,024 K.</summary>
internal static partial class SizeValue
{
    /// <summary>Bytes; null when it is no size.</summary>
    public static long? Read(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var factor = match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "k" or "kb" => 1L << 10,
            "m" or "mb" => 1L << 20,
            "g" or "gb" => 1L << 30,
            _ => 1,
        };
        var number = decimal.Parse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return (long)(number * factor);
    }

    [GeneratedRegex(@"^\s*(?<number>[0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(?<unit>b|kb?|mb?|gb?|bytes)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
