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

    /// <summary>With those of two letters these end most hosts.</summary>
    private static readonly HashSet<string> UsualEnds = new(
        ("com org net edu gov mil int info biz name pro aero coop museum travel jobs mobi app dev cloud shop store online site xyz top "
            + "club bank live page link email "
        + "example test invalid localhost agency world digital support services finance insurance law health money credit global group")
            .Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Styles that can make a part of the text vanish, so that it reads as another.</summary>
    private static readonly string[] Hiding =
        ["display", "font", "font-size", "height", "letter-spacing", "line-height", "max-width", "text-indent", "width", "word-spacing"];

    /// <summary>Takes out what makes the text look different from what it is: marks that turn its direction, parts that are not seen, tips
    /// of parts that stand before the link's own.</summary>
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
                : string.Join(';', style.Split(';')
                    .Where(static d => !Hiding.Contains(d.Split(':')[0].Trim(), StringComparer.OrdinalIgnoreCase)));
            if (string.IsNullOrWhiteSpace(shown))
                part.RemoveAttribute("style");
            else
                part.SetAttribute("style", shown.Trim());
        }
    }

    /// <summary>The hosts that a text names, in the letters that are looked up; one that is written in others, which may merely look like
    /// it, as it is written, and so is a text too long to be read. Neither is any place.</summary>
    /// <param name="text">The text, and what stands beside it.</param>
    /// <param name="start">Where the link's own text begins: only hosts with a part in it count.</param>
    /// <param name="end">Where it ends.</param>
    public static IEnumerable<string> Hosts(string text, int start, int end)
    {
        // Marked while the text is brought into the form it is seen in, which moves it.
        const char mark = '\uE000';
        var marked =
            string.Concat(Plain(text.AsSpan(0, start)), mark, Plain(text.AsSpan(start, end - start)), mark, Plain(text.AsSpan(end)));
        var seen = Space().Replace(Seen(marked), " ");
        if (seen.Length > MaxText)
            return [""];
        return InLink(seen, mark, Host(), static m => m.Value)
            .Concat(InLink(seen, mark, Address(), static m => Uri.TryCreate(m.Value, UriKind.Absolute, out var uri) ? uri.Host : ""))

            // Dots with spaces around them are still read as dots where what follows ends hosts.
            .Concat(InLink(WideDot().Replace(SpacedDot().Replace(seen, "$1$2$3.$4$5"), "$1$2.$3$4"), mark, Host(), static m =>
                IsUsual(m.Value) ? m.Value : ""))
            .Where(static h => h.Length > 0)
            .Select(static h => Ascii.IsValid(h) ? LinkTarget.LookedUp(h) : h).Distinct();

        static string Plain(ReadOnlySpan<char> text) => text.ToString().Replace(mark.ToString(), "", StringComparison.Ordinal);
    }

    private static IEnumerable<string> InLink(string seen, char mark, Regex pattern, Func<Match, string> host)
    {
        var start = seen.IndexOf(mark);
        var end = seen.LastIndexOf(mark) - 1;
        return pattern.Matches(seen.Remove(end + 1, 1).Remove(start, 1)).Where(m => m.Index < end && m.Index + m.Length > start)
            .Select(host);
    }

    private static bool IsUsual(string host) =>
        host[(host.LastIndexOf('.') + 1)..] is { Length: 2 } or { Length: > 3 } and ['x', 'n', '-', ..]
        || UsualEnds.Contains(host[(host.LastIndexOf('.') + 1)..]);

    /// <summary>Without what takes no place or next to none, and with one form of letters and dots that are shown alike (UTS 46 maps some
    /// so).</summary>
    private static string Seen(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                && rune.Value is not (>= 0x300 and <= 0x345)
                || rune.Value is (>= 0x2004 and <= 0x200A) or 0x202F or 0x205F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x180E)
                continue;
            seen.Append(IsDot(rune.Value) ? "." : rune.ToString());
        }

        return seen.ToString().Normalize(NormalizationForm.FormKC).Replace('\u3002', '.');
    }

    /// <summary>What is shown as a dot, in the middle of the line or below.</summary>
    private static bool IsDot(int c) =>
        c is 0xB7 or 0x387 or 0x5C5 or 0x660 or 0x6D4 or 0x6F0 or 0x701 or 0x702 or 0x2022 or 0x2024 or 0x2027 or 0x2219 or 0x22C5 or 0x2E31
        or 0x2E33 or 0x3002 or 0x30FB or 0xA4F8 or 0xA78F or 0xFE52 or 0xFF0E or 0xFF61 or 0xFF65 or 0x10A50 or 0x1D16D;

    private static bool IsDirection(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Labels with dots between them, the last one of letters.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}(?![\p{L}\p{N}-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    /// <summary>What is written as an address of the web, whatever its host is.</summary>
    [GeneratedRegex("https?://[^\\s<>\"'()]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"([\p{L}\p{N}])(\uE000?) (\uE000?)\.(\uE000?) ?(\uE000?)(?=[\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex SpacedDot();

    /// <summary>Before what is no sentence's first word.</summary>
    [GeneratedRegex(
        @"([\p{L}\p{N}])(\uE000?)\.(\uE000?) (\uE000?)(?=(?:com|net|org|example|test|info|biz|app|dev|io|bank)(?![\p{L}\p{N}]))",
        RegexOptions.CultureInvariant)]
    private static partial Regex WideDot();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
