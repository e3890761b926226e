using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace InboxMind.Api.Emails;

/// <summary>What of a mail's HTML may stay.</summary>
internal static class SafeHtmlRules
{
    /// <summary>No real mail has a longer one.</summary>
    private const int MaxStyle = 2_000;

    /// <summary>Taken out with all that is in them.</summary>
    private static readonly FrozenSet<string> Dropped = Names(
        "applet audio base canvas dialog embed frame frameset iframe link math meta noembed noframes noscript object option param "
        + "plaintext portal script select slot source style svg template textarea title track video xmp");

    /// <summary>Those of them, and of what else does not stay, that do something.</summary>
    private static readonly FrozenSet<string> Active = Names(
        "applet audio base button dialog embed form frame frameset iframe input math object portal script select svg textarea video");

    /// <summary>No <c>bdo</c>: it shows letters in the other order, and a host as another.</summary>
    private static readonly string[] Tags =
        ("a abbr address article aside b bdi big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
        + "figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section "
        + "small "
        + "span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr").Split(' ');

    /// <summary>No id, name or class: they could take the place of what a page around the mail looks for.</summary>
    private static readonly string[] Attributes =
        ("align alt bgcolor border cellpadding cellspacing color cols colspan dir face height href lang nowrap rowspan size span src start "
        + "style title valign width").Split(' ');

    /// <summary>Nothing that loads, moves, or lies over something else.</summary>
    private static readonly string[] Styles =
        ("background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse border-color "
        + "border-left border-left-color border-left-style border-left-width border-radius border-right border-right-color "
        + "border-right-style "
        + "border-right-width border-spacing border-style border-top border-top-color border-top-style border-top-width border-width color "
        + "direction display font font-family font-size font-style font-variant font-weight height letter-spacing line-height "
        + "list-style-type "
        + "max-width min-width overflow-wrap padding padding-bottom padding-left padding-right padding-top table-layout text-align "
        + "text-decoration text-indent text-transform vertical-align white-space width word-break word-spacing").Split(' ');

    /// <summary>Attributes other than <c>src</c> that load something.</summary>
    private static readonly string[] Loading =
        ["background", "data", "dynsrc", "longdesc", "lowsrc", "manifest", "ping", "poster", "srcset"];

    public static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Set(Tags),
            AllowedAttributes = Set(Attributes),
            AllowedCssProperties = Set(Styles),
            AllowedSchemes = Set([.. HonestLinks.Schemes, Cid]),
            UriAttributes = Set(["href", "src"]),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowDataAttributes = false,
        })
        {
            // Unknown elements, such as <o:p>, hold text like any other; those whose content is not text are gone before.
            KeepChildNodes = true,
        };
        return sanitizer;
    }

    private const string Cid = "cid";

    /// <summary>Takes out what is dropped with its content, and counts what will not be shown.</summary>
    public static (int Remote, int Active) Prune(IHtmlDocument document)
    {
        int remote = 0, active = 0;
        foreach (var element in document.All.ToList())
        {
            var name = element.LocalName;
            if (Active.Contains(name) || (name == "meta" && element.HasAttribute("http-equiv") && !IsCharset(element)))
                active++;
            if (name == "link" || (name == "style" && Loads(element.TextContent)))
                remote++;
            if (Dropped.Contains(name))
            {
                element.Remove();
                continue;
            }

            foreach (var attribute in element.Attributes.ToList())
            {
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
                    active++;
                else if (Loading.Contains(attribute.LocalName))
                    remote++;
                else if (attribute.LocalName == "src" && !IsCid(attribute.Value))
                    remote++;
                else if (attribute.LocalName is "href" or "action" or "formaction" && IsScript(attribute.Value))
                    active++;
                else if (attribute.LocalName != "style")
                    continue;
                else if (Loads(attribute.Value))
                    remote++;
                if (attribute.LocalName != "style" || attribute.Value.Length > MaxStyle)
                    Remove(element, attribute);
            }
        }

        foreach (var comment in document.Descendants<IComment>().ToList())
            comment.Remove();
        return (remote, active);
    }

    /// <summary>Lets images show that the mail itself holds, and takes out all others except for their words.</summary>
    public static void ShowImages(IHtmlDocument document, EmailId email, IReadOnlyList<AttachmentInfo> attachments)
    {
        foreach (var image in document.QuerySelectorAll("[src]").Concat(document.QuerySelectorAll("img")).Distinct().ToList())
        {
            var source = image.GetAttribute("src") ?? "";
            var number = image.LocalName == "img" && IsCid(source) ? Find(attachments, source) : 0;
            if (number > 0)
                image.SetAttribute("src", EmailPaths.Attachment(email, number));
            else if (image.GetAttribute("alt") is { Length: > 0 } words)
                image.Replace(document.CreateTextNode(words));
            else
                image.Remove();
        }
    }

    private static int Find(IReadOnlyList<AttachmentInfo> attachments, string source)
    {
        var id = Uri.UnescapeDataString(source.Trim()[(Cid.Length + 1)..]);
        for (var i = 0; i < attachments.Count; i++)
        {
            if (attachments[i].ContentId == id)
                return i + 1;
        }

        return 0;
    }

    private static bool IsCid(string source) => source.TrimStart().StartsWith("cid:", StringComparison.OrdinalIgnoreCase);

    private static bool IsCharset(IElement meta) =>
        (meta.GetAttribute("http-equiv") ?? "").Trim().Equals("content-type", StringComparison.OrdinalIgnoreCase);

    private static bool Loads(string style) => style.Contains("url", StringComparison.OrdinalIgnoreCase)
        || style.Contains("@import", StringComparison.OrdinalIgnoreCase) || style.Contains("image", StringComparison.OrdinalIgnoreCase);

    /// <summary>As browsers read it: without white space and controls.</summary>
    private static bool IsScript(string link)
    {
        var clean = string.Concat(link.Where(static c => c > ' '));
        return clean.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || clean.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase)
            || clean.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
    }

    private static void Remove(IElement element, IAttr attribute)
    {
        if (attribute.NamespaceUri is { } space)
            element.RemoveAttribute(space, attribute.LocalName);
        else
            element.RemoveAttribute(attribute.Name);
    }

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Set(string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
