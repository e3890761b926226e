using System.Buffers;
using System.Globalization;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>What a tag and the page's style sheet say about how its content looks, as far as that decides whether a person sees it.</summary>
/// <param name="Hidden">Whether nothing within is shown, whatever it says of itself.</param>
/// <param name="Invisible">visibility; null when it says nothing.</param>
/// <param name="Tiny">Whether the letters are too small to see; null when it says nothing.</param>
/// <param name="Ink">The letters' colour; null when it says nothing.</param>
/// <param name="Paper">The background's colour; null when it says nothing.</param>
internal readonly record struct InlineStyle(bool Hidden, bool? Invisible, bool? Tiny, HtmlColor? Ink, HtmlColor? Paper)
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.0123456789");

    /// <summary>Reads the attributes; of two with one name the first counts, as in a browser.</summary>
    public static InlineStyle Compute(HtmlTagToken tag, StyleSheet sheet)
    {
        var style = default(InlineStyle);
        string? css = null;
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? "";
            style = attribute.Name.ToLowerInvariant() switch
            {
                "hidden" => style with { Hidden = true },
                "color" when tag.Id == HtmlTagId.Font => style with { Ink = style.Ink ?? HtmlColor.Parse(value) },
                "text" when tag.Id == HtmlTagId.Body => style with { Ink = style.Ink ?? HtmlColor.Parse(value) },
                "bgcolor" => style with { Paper = style.Paper ?? HtmlColor.Parse(value) },
                "background" when value.Trim().Length > 0 => style with { Paper = HtmlColor.Unknown },
                "href" when tag.Id == HtmlTagId.A => style with { Ink = style.Ink ?? HtmlColor.Link },
                "size" when tag.Id == HtmlTagId.Font => style with { Tiny = false },
                _ => style,
            };
            if (attribute.Id == HtmlAttributeId.Style)
                css ??= value;
        }

        return sheet.For(tag, css) is { Count: > 0 } declarations ? style.With(declarations)
            : css is null ? style
            : style.With(CssText.Declarations(css));
    }

    private InlineStyle With(IEnumerable<(string Name, string Value)> declarations)
    {
        var style = this;
        var clips = false;
        var flat = false;
        foreach (var declaration in declarations)
        {
            var (name, value) = declaration;
            style = name switch
            {
                "display" when value == "none" => style with { Hidden = true },
                "opacity" when Size(value) is ( < 0.05, "") or ( < 5, "%") => style with { Hidden = true },
                "max-height" or "max-width" when Size(value) is (0, _) => style with { Hidden = true },
                "text-indent" or "left" or "top" or "margin-left" or "margin-top" when Size(value) is ( < -900, _) =>
                    style with { Hidden = true },
                "visibility" when value is "hidden" or "collapse" or "visible" => style with { Invisible = value != "visible" },
                "font-size" => style with { Tiny = IsTiny(value) ?? style.Tiny },
                "font" => style with { Tiny = Shorthand(value, IsTiny) ?? style.Tiny },
                "color" => style with { Ink = HtmlColor.Parse(value) ?? style.Ink },
                "background-color" => style with { Paper = HtmlColor.Parse(value) ?? style.Paper },
                "background" => style with { Paper = Background(value) ?? style.Paper },
                "background-image" when value != "none" => style with { Paper = HtmlColor.Unknown },
                _ => style,
            };
            clips |= name is "overflow" or "overflow-y" or "overflow-x" && value is "hidden" or "clip";
            flat |= name is "height" or "width" && Size(value) is ( <= 1, "px" or "" or "pt") or (0, _);
        }

        return clips && flat ? style with { Hidden = true } : style;
    }

    private static HtmlColor? Background(string value) =>
        value.Contains("url(", StringComparison.Ordinal) || value.Contains("gradient(", StringComparison.Ordinal)
            ? HtmlColor.Unknown
            : HtmlColor.Parse(value) ?? Shorthand(value, HtmlColor.Parse);

    /// <summary>The first part of a shorthand that means something.</summary>
    private static T? Shorthand<T>(string value, Func<string, T?> read)
        where T : struct
    {
        foreach (var part in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            if (read(slash < 0 ? part : part[..slash]) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether letters of this size cannot be seen; null when the size depends on what is around, or is none.</summary>
    private static bool? IsTiny(string value) => Size(value) switch
    {
        ( <= 1, "px" or "pt" or "q" or "") => true,
        ( < 0.1, "em" or "rem" or "ex" or "ch" or "vw" or "vh" or "cm" or "in" or "pc" or "mm") or ( < 10, "%") => true,
        (_, "px" or "pt" or "rem" or "pc" or "mm" or "cm" or "in" or "vw" or "vh") => false,
        null when value is "xx-small" or "x-small" or "small" or "medium" or "large" or "x-large" or "xx-large" or "initial" => false,
        _ => null,
    };

    private static (double Number, string Unit)? Size(string value)
    {
        var digits = value.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = digits < 0 ? value : value[..digits];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
            ? (parsed, digits < 0 ? "" : value[digits..].Trim())
            : null;
    }
}
