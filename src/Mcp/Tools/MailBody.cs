using System.Globalization;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;
using InboxMind.Mcp.Replies;

namespace InboxMind.Mcp.Tools;

/// <summary>Writes the text of a mail: what its sender wrote, or all of it with whose words each passage is.</summary>
internal static class MailBody
{
    /// <summary>Characters in which passages are told apart; what stands behind is one more.</summary>
    private const int MaxPassages = 200_000;

    /// <summary>Writes it.</summary>
    /// <returns>The text, whether sentences were left out of it, and what there is besides.</returns>
    public static (string Text, bool IsFlagged, string? More) Write(MailMessage message, bool isWhole, MailWords words)
    {
        var beginning = MailLimits.Begin(message.Text, MaxPassages);
        var own = isWhole ? "" : NewText.Extract(beginning);
        if (own.Length > 0)
        {
            var (text, isFlagged) = words.Text(own);
            var left = message.Text.Length - own.Length;
            return (text, isFlagged, left > 1 && left > own.Length / 50
                ? string.Create(CultureInfo.InvariantCulture, $"{left} characters of quoted history or signature: whole=true")
                : null);
        }

        var (parts, isAnyFlagged) = (new List<string>(), false);
        foreach (var passage in MailPassages.Read(beginning))
        {
            var (text, isFlagged) = words.Text(beginning.Substring(passage.Start, passage.Length));
            parts.Add(Heading(passage, words) + text);
            isAnyFlagged |= isFlagged;
        }

        if (message.Text.Length > beginning.Length)
        {
            var (text, isFlagged) = words.Text(message.Text[beginning.Length..]);
            parts.Add(text);
            isAnyFlagged |= isFlagged;
        }

        return (string.Join("\n\n", parts), isAnyFlagged, null);
    }

    private static string Heading(MailPassage passage, MailWords words) => passage.Kind switch
    {
        PassageKind.New or PassageKind.Introduction => "",
        _ when passage.Author.Length > 0 => $"({Kind(passage)}: {words.Line(passage.Author)})\n",
        _ => $"({Kind(passage)})\n",
    };

    private static string Kind(MailPassage passage) => passage.Kind.ToString().ToLowerInvariant();
}
