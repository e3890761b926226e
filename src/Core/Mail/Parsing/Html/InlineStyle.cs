using System.Buffers;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>What a tag and the page's style sheet say about how its content looks, as far as that decides whether a person sees
/// it.</summary>
/// <param name="Hidden">Whether nothing within is shown, whatever it says of itself.</param>
/// <param name="Invisible">visibility; null when it says nothing.</param>
/// <param name="Tiny">Whether the letters are too small to see; null when it says nothing.</param>
/// <param name="Ink">The letters' colour; null when it says nothing.</param>
/// <param name="Paper">The background's colour; null when it says nothing.</param>
/// <param name="Blend">The paper that what is within vanishes on, as it is mixed with it; null when it is not.</param>
/// <param name="Collapses">Whether a row or a column of a table is taken out that says so: whatever is said within it.</param>
internal readonly record struct InlineStyle(
    bool Hidden, bool? Invisible, bool? Tiny, HtmlColor? Ink, HtmlColor? Paper, HtmlColor? Blend = null,
    bool Collapses = false)
{
    private static readonly SearchValues<string> Clipping =
        SearchValues.Create(["hidden", "clip", "scroll", "auto"], StringComparison.Ordinal);

    /// <summary>Reads the attributes; of two with one name the first counts, as in a browser.</summary>
    public static InlineStyle Compute(HtmlTagToken tag, StyledElement element, StyleSheet sheet)
    {
        var style = default(InlineStyle);
        string? css = null;
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? "";
            style = attribute.Name.ToLowerInvariant() switch
            {
                "hidden" or "popover" => style with { Hidden = true },
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

        return sheet.For(element, css) is { Count: > 0 } declarations ? style.With(declarations)
            : css is null ? style
            : style.With(CssText.Declarations(css));
    }

    /// <summary>Whether declarations hide what they hold for, on white paper.</summary>
    public static bool Hides(IEnumerable<(string Name, string Value)> declarations)
    {
        var style = default(InlineStyle).With(declarations);
        return style.Hidden || style.Invisible is true || style.Tiny is true;
    }

    private InlineStyle With(IEnumerable<(string Name, string Value)> declarations)
    {
        var style = this;
        var clips = false;
        var flat = false;
        var fills = false;
        var levels = false;
        HtmlColor? fill = null;
        foreach (var declaration in declarations)
        {
            var (name, value) = declaration;
            if (HiddenBox.Hides(name, value))
                style = style with { Hidden = true };
            style = name switch
            {
                "visibility" when value is "hidden" or "collapse" or "visible" =>
                    style with { Invisible = value != "visible", Collapses = value == "collapse" },
                "font-size" => style with { Tiny = IsTiny(value) ?? style.Tiny },
                "font" => style with { Tiny = Shorthand(value, IsTiny) ?? style.Tiny },
                "color" => style with { Ink = HtmlColor.Parse(value) ?? style.Ink },
                "background-color" => style with { Paper = HtmlColor.Parse(value) ?? style.Paper },
                "background" => style with { Paper = Background(value) ?? style.Paper },
                "background-image" when value != "none" => style with { Paper = Background(value) ?? HtmlColor.Unknown },
                "mix-blend-mode" => style with { Blend = Vanishing(value) },
                _ => style,
            };
            if (name is "-webkit-text-fill-color" or "text-fill-color")
                fill = HtmlColor.Parse(value);
            fills |= name.EndsWith("background-clip", StringComparison.Ordinal) && value == "text";
            clips |= (name.StartsWith("overflow", StringComparison.Ordinal) && value.AsSpan().ContainsAny(Clipping))
                || (name == "contain" && value is "strict" or "content" or "paint");
            levels |= name is "filter" or "-webkit-filter" && HiddenBox.Levels(value);
            flat |= (name == "line-height" && CssLength.Read(value) is (0, _))
                || name is "height" or "width" or "block-size" or "inline-size" && CssLength.Pixels(value) is <= 2 and > -1
                || (name is "max-height" or "max-width" or "max-block-size" or "max-inline-size" && CssLength.Pixels(value) is <= 2);
        }

        if (fill is not null)
            style = style with { Ink = fill };

        // The background shows through the letters alone.
        if (fills && style.Paper is { } through)
            style = style with { Ink = style.Ink is { IsTransparent: true } ? through : style.Ink, Paper = null };
        if (levels && style.Paper is { IsTransparent: false })
            style = style with { Hidden = true };
        return clips && flat ? style with { Hidden = true } : style;
    }

    private static HtmlColor? Background(string value) => value.Contains("url(", StringComparison.Ordinal) ? HtmlColor.Unknown
        : value.Contains("gradient(", StringComparison.Ordinal) ? Gradient(value)
        : Color(value) ?? Shorthand(value, Color);

    private static HtmlColor? Color(string value) => HtmlColor.Parse(value);

    /// <summary>The one colour that a gradient is made of; unknown when there are several.</summary>
    private static HtmlColor Gradient(string value)
    {
        HtmlColor? one = null;
        foreach (var layer in CssText.Parts(value, ','))
        {
            var open = layer.IndexOf('(', StringComparison.Ordinal);
            if (open < 0 || !layer.EndsWith(')') || !layer[..open].EndsWith("gradient", StringComparison.Ordinal))
                return HtmlColor.Unknown;
            foreach (var stop in CssText.Parts(layer[(open + 1)..^1], ','))
            {
                if (Shorthand(stop, Color) is not { } color)
                {
                    // "to right", "45deg", "circle at 50%" name no colour.
                    if (stop.Contains('(', StringComparison.Ordinal))
                        return HtmlColor.Unknown;
                    continue;
                }

                if (one is { } first && !first.IsLike(color))
                    return HtmlColor.Unknown;
                one ??= color;
            }
        }

        return one ?? HtmlColor.Unknown;
    }

    /// <summary>The paper on which nothing is seen of what is mixed with it so (Compositing, level 1, 10).</summary>
    private static HtmlColor? Vanishing(string mode) => mode switch
    {
        "screen" or "lighten" or "color-dodge" or "overlay" or "soft-light" or "plus-lighter" or "hue" or "saturation" or "color" =>
            HtmlColor.White,
        "multiply" or "darken" or "color-burn" => HtmlColor.Black,
        _ => null,
    };

    /// <summary>The first part of a shorthand that means something.</summary>
    private static T? Shorthand<T>(string value, Func<string, T?> read)
        where T : struct
    {
        foreach (var part in CssText.Parts(value, ' '))
        {
            var slash = part.Contains('(', StringComparison.Ordinal) ? -1 : part.IndexOf('/', StringComparison.Ordinal);
            if (read(slash < 0 ? part : part[..slash]) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether letters of this size cannot be seen; null when the size depends on what is around, or is none.</summary>
    private static bool? IsTiny(string value) => CssLength.Read(value, 0.16) switch
    {
        ( <= 2, "px" or "q" or "") or ( <= 1.5, "pt") => true,
        ( <= 0.12, "em" or "rem" or "ex" or "ch" or "vw" or "vh" or "cm" or "in" or "pc" or "mm" or "vmin" or "vmax" or "lh" or "rlh"
            or "ic" or "cap") or ( <= 12, "%") => true,
        (_, "px" or "pt" or "rem" or "pc" or "mm" or "cm" or "in" or "vw" or "vh") => false,
        null when value is "xx-small" or "x-small" or "small" or "medium" or "large" or "x-large" or "xx-large" or "initial" => false,
        null when CssLength.IsObscure(value) => true,
        _ => null,
    };
}
