using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace InboxMind.Api.Emails;

/// <summary>Takes out sizes that no letter needs: boxes as large as the window or larger, which lie over what is around, and negative
/// lengths, which draw letters together or away.</summary>
internal static partial class ModestStyles
{
    /// <summary>Pixels of a box that is still one of a letter.</summary>
    private const int MaxBox = 2_000;

    /// <summary>Pixels of letters, lines, spaces, borders and paddings.</summary>
    private const int MaxDetail = 200;

    private static readonly string[] Boxes = ["width", "height", "max-width", "min-width"];
    private static readonly string[] DetailAttributes = ["border", "cellpadding", "cellspacing", "colspan", "rowspan", "size", "span"];

    /// <summary>Goes through all elements.</summary>
    public static void Apply(IParentNode document)
    {
        foreach (var element in document.QuerySelectorAll("[style]").ToList())
        {
            var style = element.GetAttribute("style")!;

            // A semicolon within quotes ends no declaration.
            var kept = style.AsSpan().ContainsAny('"', '\'', '\\') && !IsModest("", style) ? ""
                : string.Join(';', style.Split(';')
                    .Where(static d => d.Split(':', 2) is not [var name, var value] || IsModest(name.Trim(), value)));
            if (string.IsNullOrWhiteSpace(kept))
                element.RemoveAttribute("style");
            else if (kept.Length != style.Length)
                element.SetAttribute("style", kept.Trim());
        }

        foreach (
            var element in document.QuerySelectorAll(
                "[width],[height],[border],[cellpadding],[cellspacing],[colspan],[rowspan],[size],[span]").ToList())
        {
            foreach (var name in (string[])["width", "height", .. DetailAttributes])
            {
                if (element.GetAttribute(name) is { } value && !IsModest(name, value))
                    element.RemoveAttribute(name);
            }
        }
    }

    private static bool IsModest(string name, string value)
    {
        if (Reckoned().IsMatch(value))
            return false;
        var max = Boxes.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Length == 0 ? MaxBox : MaxDetail;
        foreach (Match length in Length().Matches(value))
        {
            var unit = length.Groups["unit"].Value.ToLowerInvariant();
            var number = double.Parse(length.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
            var pixels = number * unit switch
            {
                "em" or "rem" or "pc" or "ic" or "lh" => 16,
                "ex" or "ch" => 8,
                "cm" => 38,
                "mm" => 4,
                "in" => 96,
                "pt" => 4.0 / 3,
                "%" => MaxDetail / 100.0,
                _ => 1
            };
            if (pixels > max || (number < 0 && !IsColour(name)))
                return false;
        }

        return true;
    }

    /// <summary>Their numbers are no lengths.</summary>
    private static bool IsColour(string name) => name.EndsWith("color", StringComparison.OrdinalIgnoreCase);

    /// <summary>By the window's size, or by sums.</summary>
    [GeneratedRegex(@"\d(?:[sld]?v(?:w|h|i|b|min|max)|cq\w{1,3})\b|\b(?:calc|min|max|clamp|var|env|attr)\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reckoned();

    [GeneratedRegex(@"(?<![\w#.])(?<number>[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:e[+-]?\d{1,2})?)(?<unit>[a-z]{1,4}|%|)(?![\w-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}
