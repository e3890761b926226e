using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text;

/// <summary>What the sender of a mail wrote: its text without quoted lines, the history below it, and the signature.</summary>
public static partial class NewText
{
    /// <summary>Lines of a header block looked at before it counts as the beginning of the history.</summary>
    private const int HeaderLines = 4;

    /// <summary>The new part of a text; empty when all of it is quoted.</summary>
    public static string Extract(string text)
    {
        var lines = text.Split('\n');
        var kept = new List<string>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('>'))
                continue;
            if (line is "--" || IsHeaderBlock(lines, i))
                break;
            var broken = kept.Count > 0 && kept[^1].Length <= Sentences.MaxSeparator && Sentences.IsSeparator($"{kept[^1].Trim()} {line}");
            if (!broken && !Sentences.IsSeparator(line))
            {
                kept.Add(lines[i].TrimEnd());
                continue;
            }

            // "On ... wrote:", on one line or two. With marked lines below, an answer may follow each of them.
            if (broken && Attribution().IsMatch(kept[^1]))
                kept.RemoveAt(kept.Count - 1);
            if (!lines.Skip(i + 1).Select(static l => l.Trim()).FirstOrDefault(static l => l.Length > 0, "").StartsWith('>'))
                break;
        }

        return Joined(kept);
    }

    /// <summary>"From: ...", "Sent: ..." and the like on lines that follow each other, as Outlook puts above what it quotes.</summary>
    private static bool IsHeaderBlock(string[] lines, int at)
    {
        if (!FromLine().IsMatch(lines[at]))
            return false;
        var end = Math.Min(lines.Length, at + HeaderLines);
        for (var i = at + 1; i < end; i++)
        {
            if (SentLine().IsMatch(lines[i]))
                return true;
        }

        return false;
    }

    private static string Joined(List<string> lines)
    {
        var text = new StringBuilder();
        var empty = true;
        foreach (var line in lines)
        {
            if (line.Length == 0 && empty)
                continue;
            text.Append(line).Append('\n');
            empty = line.Length == 0;
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex(@"^\s*(on|am|le|el)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attribution();

    [GeneratedRegex(@"^\s*\*?(From|Von|De):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^\s*\*?(Sent|Date|Gesendet|Datum|Envoyé|Enviado):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SentLine();
}
