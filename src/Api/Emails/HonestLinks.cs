using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace InboxMind.Api.Emails;

/// <summary>Links that say where they lead: the target stands in the tip, and behind the link's text when that names another
/// place.</summary>
internal static class HonestLinks
{
    /// <summary>Where a link may lead.</summary>
    public static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    private const int MaxTip = 300;

    /// <summary>Places shown behind a link; a mail can be to many.</summary>
    private const int MaxShown = 3;

    /// <summary>Goes through the links.</summary>
    /// <returns>How many named another place.</returns>
    public static int Mark(IHtmlDocument document)
    {
        var misleading = 0;
        var links = document.QuerySelectorAll("[href]").ToList();
        foreach (var link in links)
            LinkText.Uncover(link);
        var page = LinkedPage.From(document);
        foreach (var link in links)
        {
            if (link.LocalName != "a" || !Uri.TryCreate(link.GetAttribute("href")?.Trim(), UriKind.Absolute, out var target)
                || !Schemes.Contains(target.Scheme))
            {
                link.RemoveAttribute("href");
                continue;
            }

            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer nofollow");
            var tip = LinkTarget.Plain(target);
            link.SetAttribute("href", tip);
            link.SetAttribute("title", tip.Length > MaxTip ? $"{tip[..MaxTip]} ..." : tip);
            var places = LinkTarget.Places(target);
            if (!page.Hosts(link).Any(named => !places.All(place => IsSame(named, place))))
                continue;
            misleading++;
            link.AppendChild(document.CreateTextNode(
                $" [{string.Join(", ", places.Take(MaxShown))}{(places.Count > MaxShown ? ", ..." : "")}]"));
        }

        return misleading;
    }

    /// <summary>Whether one is the other or lies within it.</summary>
    private static bool IsSame(string named, string place) =>
        named == place || place.EndsWith($".{named}", StringComparison.Ordinal)
        || (place.Contains('.', StringComparison.Ordinal) && named.EndsWith($".{place}", StringComparison.Ordinal));
}
