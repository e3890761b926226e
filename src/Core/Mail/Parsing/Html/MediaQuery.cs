using System.Globalization;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Whether the condition of a style sheet's block holds where a person reads mail: on a screen of usual width, in light
/// colours.</summary>
internal static partial class MediaQuery
{
    /// <summary>Pixels across; wider than what is meant by a telephone, narrower than what is meant by a large screen.</summary>
    private const int Width = 1_000;

    /// <summary>Reads what stands between an at sign and a brace.</summary>
    public static bool Holds(string rule)
    {
        rule = rule.ToLowerInvariant();
        if (rule.StartsWith("@media", StringComparison.Ordinal))
            return rule["@media".Length..].Split(',').Any(static q => HoldsOne(q.Trim()));
        if (rule.StartsWith("@supports", StringComparison.Ordinal))
            return !rule["@supports".Length..].TrimStart().StartsWith("not", StringComparison.Ordinal);
        return rule.StartsWith("@layer", StringComparison.Ordinal) || rule.StartsWith("@container", StringComparison.Ordinal)
            || rule.StartsWith("@scope", StringComparison.Ordinal);
    }

    private static bool HoldsOne(string query)
    {
        var isNot = query.StartsWith("not ", StringComparison.Ordinal);
        if (isNot)
            query = query["not ".Length..].Trim();
        return isNot != query.Split(" and ").All(static part => part.Trim() switch
        {
            "" or "all" or "screen" or "only screen" or "only all" => true,
            ['(', ..] feature => Feature(feature.Trim('(', ')', ' ')),
            _ => false,
        });
    }

    private static bool Feature(string text)
    {
        var parts = text.Split(':', 2);
        var value = parts.Length == 2 ? parts[1].Trim() : "";
        return parts[0].Trim() switch
        {
            "min-width" or "min-device-width" => Pixels(value) is { } from && from <= Width,
            "max-width" or "max-device-width" => Pixels(value) is not { } to || to >= Width,
            "min-height" or "min-device-height" => Pixels(value) is { } from && from <= Width,
            "max-height" or "max-device-height" => Pixels(value) is not { } to || to >= Width,
            "prefers-color-scheme" => value == "light",
            "orientation" => value == "landscape",
            "hover" or "any-hover" => value != "none",
            "pointer" or "any-pointer" => value != "none" && value != "coarse",
            "color" or "width" or "height" or "grid" or "monochrome" =>
                parts.Length == 1 && parts[0].Trim() is "color" or "width" or "height",
            "min-resolution" or "-webkit-min-device-pixel-ratio" => value.StartsWith('0') || value is "1" or "1dppx" or "96dpi",
            _ => Range().Match(text) is { Success: true } range && Pixels(range.Groups["value"].Value) is { } pixels
                && (range.Groups["sign"].ValueSpan[0] == '>' ? Width >= pixels : Width <= pixels),
        };
    }

    private static double? Pixels(string value)
    {
        var digits = value.AsSpan().IndexOfAnyExcept("0123456789.".AsSpan());
        if (!double.TryParse(digits < 0 ? value : value[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        return (digits < 0 ? "" : value[digits..].Trim()) is "em" or "rem" ? number * 16 : number;
    }

    [GeneratedRegex(@"^width ?(?<sign>[<>]=?) ?(?<value>[\d.]+[a-z]{0,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
