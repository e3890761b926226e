using System.Buffers;
using System.Globalization;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Reads lengths of CSS (Values and Units, level 4).</summary>
internal static class CssLength
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.0123456789");

    /// <summary>A number and its unit, which is pixels for what is reckoned; null for anything else.</summary>
    /// <param name="value">In lower case.</param>
    /// <param name="percent">The pixels of one percent, where something is reckoned with it.</param>
    public static (double Number, string Unit)? Read(string value, double percent = 10)
    {
        value = value.Trim();
        if (IsSum(value))
            return CssSum.Read(value, percent) is { } pixels ? (pixels, "px") : null;
        var digits = value.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (digits >= 0 && digits + 1 < value.Length && value[digits] == 'e'
            && (char.IsAsciiDigit(value[digits + 1]) || value[digits + 1] is '-' or '+'))
        {
            var more = value.AsSpan(digits + 1).IndexOfAnyExcept(NumberCharacters);
            digits = more < 0 ? -1 : digits + 1 + more;
        }

        return double.TryParse(digits < 0 ? value : value[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? (number, digits < 0 ? "" : value[digits..].Trim())
            : null;
    }

    /// <summary>About how many pixels that is on a screen a thousand wide; null when it is no length.</summary>
    public static double? Pixels(string value) => Read(value) is var (number, unit) ? Pixels(number, unit) : null;

    public static double? Pixels(double number, string unit) => unit switch
    {
        "" or "px" => number,
        "pt" => number * 4 / 3,
        "em" or "rem" or "pc" or "ic" or "lh" or "rlh" => number * 16,
        "ex" or "ch" or "cap" => number * 8,
        "cm" => number * 38,
        "mm" => number * 3.8,
        "in" => number * 96,
        "%" or "vw" or "vh" or "vmin" or "vmax" or "dvw" or "dvh" or "svw" or "svh" or "lvw" or "lvh" or "vi" or "vb" or "cqw" =>
            number * 10,
        _ => null,
    };

    /// <summary>Whether a value is reckoned in a way that no letter needs and that cannot be followed.</summary>
    public static bool IsObscure(string value) => value.Contains("var(", StringComparison.Ordinal);

    private static bool IsSum(string value) => value.EndsWith(')')
        && (value.StartsWith("calc(", StringComparison.Ordinal) || value.StartsWith("min(", StringComparison.Ordinal)
            || value.StartsWith("max(", StringComparison.Ordinal) || value.StartsWith("clamp(", StringComparison.Ordinal)
            || value.StartsWith("-webkit-calc(", StringComparison.Ordinal));
}
