using System.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Joins the lines of format=flowed (RFC 3676), quoted ones too.</summary>
internal static class FlowedText
{
    /// <summary>The text with each paragraph on one line.</summary>
    /// <param name="text">The text as sent.</param>
    /// <param name="delSp">The parameter DelSp: "yes" when the space at a soft line end is not part of the text.</param>
    public static string Unfold(string text, string? delSp)
    {
        var deleteSpace = string.Equals(delSp, "yes", StringComparison.OrdinalIgnoreCase);
        var builder = new StringBuilder(text.Length);
        var open = false;
        var openDepth = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var depth = line.Length - line.TrimStart('>').Length;
            var content = line[depth..];
            if (content.StartsWith(' '))
                content = content[1..];

            // A signature's separator looks flowed and is not; another depth of quoting ends a paragraph in any case.
            var isSeparator = content is "-- ";
            if (open && (isSeparator || depth != openDepth))
            {
                builder.Append('\n');
                open = false;
            }

            if (!open && depth > 0)
                builder.Append('>', depth).Append(' ');
            open = content.EndsWith(' ') && !isSeparator;
            openDepth = depth;
            builder.Append(open && deleteSpace ? content[..^1] : content);
            if (!open)
                builder.Append('\n');
        }

        return builder.ToString();
    }
}
