using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Mail.Parsing.Charsets;
using InboxMind.Core.Mail.Parsing.Html;

namespace InboxMind.Core.Reading;

/// <summary>Reads attachments that are text themselves.</summary>
public static class AttachmentText
{
    /// <summary>Bytes that are read; a text seldom has more.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly string[] TextTypes = ["application/json", "application/xml", "application/x-yaml", "application/ics"];

    /// <summary>Its text, the visible one of HTML; null when it is no text.</summary>
    public static string? Read(AttachmentContent attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        var type = attachment.Info.ContentType;
        if (!type.StartsWith("text/", StringComparison.Ordinal) && !TextTypes.Contains(type))
            return null;
        var bytes = attachment.Content.AsSpan(0, Math.Min(attachment.Content.Length, MaxBytes));
        var text = TextCharset.Choose(bytes, declared: null).GetString(bytes).ReplaceLineEndings("\n").TrimStart('\uFEFF');
        return type == "text/html" ? HtmlText.Extract(text) : text;
    }
}
