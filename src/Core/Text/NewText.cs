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
        return Joined(Kept(lines).Select(i => lines[i].TrimEnd()));
    }

    /// <summary>How much of a text there is up to the end of what is new: behind it all is quoted. 0 when all is.</summary>
    public static int End(string text)
    {
        var lines = text.Split('\n');
        var last = Kept(lines).FindLast(i => !string.IsNullOrWhiteSpace(lines[i]));
        return lines.Take(last + 1).Sum(static l => l.Length + 1) is var end && string.IsNullOrWhiteSpace(lines[last])
            ? 0
            : Math.Min(text.Length, end);
    }

    /// <summary>The numbers of the lines that are new.</summary>
    private static List<int> Kept(string[] lines)
    {
        var kept = new List<int>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('>'))
                continue;
            if (line is "--" || IsHeaderBlock(lines, i))
                break;
            var before = kept.Count > 0 ? lines[kept[^1]].TrimEnd() : null;
            var broken = before?.Length <= Sentences.MaxSeparator && Sentences.IsSeparator($"{before.Trim()} {line}");
            if (!broken && !Sentences.IsSeparator(line))
            {
                kept.Add(i);
                continue;
            }

            // "On ... wrote:", on one line or two. With marked lines below, an answer may follow each of them.
            if (broken && Attribution().IsMatch(before!))
                kept.RemoveAt(kept.Count - 1);
            if (!lines.Skip(i + 1).Select(static l => l.Trim()).FirstOrDefault(static l => l.Length > 0, "").StartsWith('>'))
                break;
        }

        return kept;
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

    private static string Joined(IEnumerable<string> lines)
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
