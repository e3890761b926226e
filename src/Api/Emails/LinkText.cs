using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace InboxMind.Api.Emails;

/// <summary>What a link shows, read as a person sees it.</summary>
internal static partial class LinkText
{
    /// <summary>Characters of a link's text that are read, white space taken together.</summary>
    private const int MaxText = 20_000;

    /// <summary>Styles that can make a part of the text vanish, so that it reads as another.</summary>
    private static readonly string[] Hiding =
        ["display", "font", "font-size", "height", "letter-spacing", "line-height", "max-width", "text-indent", "width", "word-spacing"];

    /// <summary>Takes out what makes the text look different from what it is: marks that turn its direction, parts that are not seen, tips of
    /// parts that stand before the link's own.</summary>
    public static void Uncover(IElement link)
    {
        foreach (var text in link.Descendants<IText>().ToList())
        {
            if (text.Data.Any(IsDirection))
                text.Data = string.Concat(text.Data.Where(static c => !IsDirection(c)));
        }

        foreach (var part in link.Descendants<IElement>().ToList())
        {
            part.RemoveAttribute("title");
            if (part.GetAttribute("style") is not { } style)
                continue;

            // A semicolon within quotes ends no declaration.
            var shown = style.AsSpan().ContainsAny('"', '\'', '\\') ? ""
                : string.Join(';', style.Split(';').Where(static d => !Hiding.Contains(d.Split(':')[0].Trim(), StringComparer.OrdinalIgnoreCase)));
            if (string.IsNullOrWhiteSpace(shown))
                part.RemoveAttribute("style");
            else
                part.SetAttribute("style", shown.Trim());
        }
    }

    /// <summary>The hosts that a text names, in the letters that are looked up; one that is written in others, which may merely look like
    /// it, as it is written, and so is a text too long to be read. Neither is any place.</summary>
    public static IEnumerable<string> Hosts(string text)
    {
        var seen = Space().Replace(Seen(text), " ");
        if (seen.Length > MaxText)
            return [""];
        return Host().Matches(seen).Select(static m => m.Value)
            .Concat(Address().Matches(seen).Select(static m => Uri.TryCreate(m.Value, UriKind.Absolute, out var uri) ? uri.Host : ""))
            .Where(static h => h.Length > 0)
            .Select(static h => Ascii.IsValid(h) ? LinkTarget.LookedUp(h) : h);
    }

    /// <summary>Without what takes no place, and with one form of letters and dots that are shown alike (UTS 46 maps them so).</summary>
    private static string Seen(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                seen.Append(rune.ToString());
        }

        return seen.ToString().Normalize(NormalizationForm.FormKC).Replace('\u3002', '.');
    }

    private static bool IsDirection(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Labels with dots between them, the last one of letters.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}(?![\p{L}\p{N}-])", RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    /// <summary>What is written as an address of the web, whatever its host is.</summary>
    [GeneratedRegex("https?://[^\\s<>\"'()]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
