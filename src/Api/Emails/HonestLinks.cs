using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace InboxMind.Api.Emails;

/// <summary>Links that say where they lead: the target stands in the tip, and behind the link's text when that names another place.</summary>
internal static partial class HonestLinks
{
    /// <summary>Where a link may lead.</summary>
    public static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    private const int MaxTip = 300;

    /// <summary>Characters of a link's text that are read.</summary>
    private const int MaxText = 2_000;

    /// <summary>Goes through the links.</summary>
    /// <returns>How many named another place.</returns>
    public static int Mark(IHtmlDocument document)
    {
        var misleading = 0;
        foreach (var link in document.QuerySelectorAll("[href]").ToList())
        {
            if (link.LocalName != "a" || !Uri.TryCreate(link.GetAttribute("href")?.Trim(), UriKind.Absolute, out var target)
                || !Schemes.Contains(target.Scheme))
            {
                link.RemoveAttribute("href");
                continue;
            }

            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer nofollow");
            var tip = Plain(target);
            link.SetAttribute("href", tip);
            link.SetAttribute("title", tip.Length > MaxTip ? $"{tip[..MaxTip]} ..." : tip);
            var place = Place(target);
            if (!Named(link.TextContent).Any(named => !IsSame(named, place)))
                continue;
            misleading++;
            link.AppendChild(document.CreateTextNode($" [{(place.Length > 0 ? place : target.Scheme)}]"));
        }

        return misleading;
    }

    /// <summary>The target with its host in the letters that are looked up, and without what may stand before it to mislead.</summary>
    private static string Plain(Uri target) => target.Scheme is "http" or "https"
        ? $"{target.Scheme}://{target.IdnHost}{(target.IsDefaultPort ? "" : $":{target.Port}")}{target.PathAndQuery}{target.Fragment}"
        : target.AbsoluteUri;

    /// <summary>The host, or an address's domain, in the letters that are looked up.</summary>
    private static string Place(Uri target) => target.Scheme == "mailto" && target.IdnHost.Length == 0
        ? target.AbsolutePath[(target.AbsolutePath.LastIndexOf('@') + 1)..].ToLowerInvariant()
        : target.IdnHost.ToLowerInvariant();

    /// <summary>The hosts that a text names, in the letters that are looked up.</summary>
    private static IEnumerable<string> Named(string text) =>
        Host().Matches(text.Length > MaxText ? text[..MaxText] : text)
            .Select(static m => Uri.TryCreate($"http://{m.Value}/", UriKind.Absolute, out var uri) ? uri.IdnHost.ToLowerInvariant() : m.Value.ToLowerInvariant());

    /// <summary>Whether one is the other or lies within it.</summary>
    private static bool IsSame(string named, string place) =>
        named == place || place.EndsWith($".{named}", StringComparison.Ordinal)
        || (place.Contains('.', StringComparison.Ordinal) && named.EndsWith($".{place}", StringComparison.Ordinal));

    /// <summary>Labels with dots between them, the last one of letters.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}(?![\p{L}\p{N}-])", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
