using System.Text;
using AngleSharp.Dom;

namespace InboxMind.Api.Emails;

/// <summary>The text of a page with the places of its links: a host can be spelled by a link and what stands beside it, or by several
/// links.</summary>
internal sealed class LinkedPage
{
    /// <summary>Characters beside a link that are read with it.</summary>
    private const int Beside = 80;

    private static readonly HashSet<string> Inline = new(
        "a abbr b bdi big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr".Split(' '),
        StringComparer.Ordinal);

    private string _text = "";
    private readonly Dictionary<INode, (int Start, int End)> _links = [];

    private LinkedPage()
    {
    }

    public static LinkedPage From(IDocument document)
    {
        var page = new LinkedPage();
        if (document.Body is not { } body)
            return page;
        var text = new StringBuilder();
        page.Read(body, text);
        page._text = text.ToString();
        return page;
    }

    /// <summary>The hosts that a link shows, in whole or in part.</summary>
    public IEnumerable<string> Hosts(IElement link)
    {
        if (!_links.TryGetValue(link, out var place))
            return LinkText.Hosts(link.TextContent, 0, link.TextContent.Length);
        var start = Math.Max(0, place.Start - Beside);
        for (var at = place.Start - 1; at >= start; at--)
        {
            if (_text[at] == '\n')
                start = at + 1;
        }

        var end = Math.Min(_text.Length, place.End + Beside);
        for (var at = place.End; at < end; at++)
        {
            if (_text[at] == '\n')
                end = at;
        }

        var own = LinkText.Hosts(_text[start..end], place.Start - start, place.End - start);

        // From right to left the parts stand in the other order.
        return IsTurned(link)
            ? own.Concat(
                LinkText.Hosts(string.Concat(link.Descendants<IText>().Reverse().Select(static t => t.Data)), 0, link.TextContent.Length))
            : own;
    }

    private static bool IsTurned(IElement? element)
    {
        for (; element is not null; element = element.ParentElement)
        {
            if ((element.GetAttribute("dir") ?? "").Trim().Equals("rtl", StringComparison.OrdinalIgnoreCase)
                || (element.GetAttribute("style") ?? "").Contains("rtl", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Blocks and breaks outside of links end what is read together; within a link all is.</summary>
    private void Read(INode node, StringBuilder text, bool inLink = false)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
            {
                text.Append(words.Data.Replace('\n', ' '));
                continue;
            }

            if (child is not IElement element)
                continue;
            var isBlock = !inLink && !Inline.Contains(element.LocalName);
            if (isBlock)
                text.Append('\n');
            var start = text.Length;
            var isLink = element.LocalName == "a" && element.HasAttribute("href");
            Read(element, text, inLink || isLink);
            if (isLink)
                _links[element] = (start, text.Length);
            if (isBlock)
                text.Append('\n');
        }
    }
}
