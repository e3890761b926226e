using System.Globalization;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>The text that stands for a picture (<c>alt</c>), when it says something: not that of a picture of a pixel or two, which is
/// there to
/// tell that the mail was opened, and not a mere file name.</summary>
internal static partial class PictureText
{
    private const int MaxLength = 1_000, Tiny = 3;

    /// <summary>The text with a space around; empty when there is none.</summary>
    public static string Read(HtmlTagToken tag)
    {
        if (tag.IsEndTag || !IsPicture(tag))
            return "";
        var alt = "";
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Id is HtmlAttributeId.Width or HtmlAttributeId.Height && IsTiny(attribute.Value))
                return "";
            if (attribute.Id == HtmlAttributeId.Style && attribute.Value is { } style && Unseen().IsMatch(style))
                return "";
            if (attribute.Id == HtmlAttributeId.Alt)
                alt = attribute.Value?.Trim() ?? "";
        }

        return alt.Length == 0 || FileName().IsMatch(alt) ? "" : $" {MailLimits.Begin(alt, MaxLength)} ";
    }

    /// <summary>A picture, a part of one that is a link, or a button that is one.</summary>
    public static bool IsPicture(HtmlTagToken tag) => tag.Id is HtmlTagId.Image or HtmlTagId.Area
        || (tag.Id == HtmlTagId.Input && tag.Attributes.Any(static a => a.Id == HtmlAttributeId.Type
            && "image".Equals(a.Value?.Trim(), StringComparison.OrdinalIgnoreCase)));

    private static bool IsTiny(string? value) =>
        double.TryParse(value?.Trim().Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.Float,
            CultureInfo.InvariantCulture, out var pixels)
            && pixels < Tiny;

    /// <summary>Hidden, or as small as a pixel.</summary>
    [GeneratedRegex(
        @"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(\.0*)?\s*(;|$)|(^|[;\s])(max-)?(width|"
            + @"height)\s*:\s*[0-2](\.\d+)?(px)?\s*(!important\s*)?(;|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\A(cid:\S+|\S{1,200}\.(png|jpe?g|gif|bmp|svg|webp|tiff?))\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
