using System.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Text;

/// <summary>What the sender of a mail wrote: its text without quoted lines, the history below it, signature and footer.</summary>
public static class NewText
{
    /// <summary>The new part of a text; empty when all of it is quoted.</summary>
    public static string Extract(string text)
    {
        var kept = new StringBuilder();
        var end = 0;
        foreach (var passage in MailPassages.Read(text).Where(static p => p.Kind == PassageKind.New))
        {
            // An answer may follow each of several quotations: what stood between two of them stays apart.
            if (kept.Length > 0)
                kept.Append(text.AsSpan(end, passage.Start - end).Contains("\n\n", StringComparison.Ordinal) ? "\n\n" : "\n");
            Append(kept, text.AsSpan(passage.Start, passage.Length));
            end = passage.Start + passage.Length;
        }

        return kept.ToString().Trim();
    }

    /// <summary>How much of a text there is up to the end of what is new: behind it all is quoted. 0 when all is.</summary>
    public static int End(string text) => MailPassages.Read(text)
        .Where(static p => p.Kind == PassageKind.New).Select(static p => p.Start + p.Length).LastOrDefault();

    private static void Append(StringBuilder kept, ReadOnlySpan<char> passage)
    {
        var empty = 0;
        foreach (var line in passage.Split('\n'))
        {
            var text = passage[line].TrimEnd();
            empty = text.IsEmpty ? empty + 1 : 0;
            if (empty < 2)
                kept.Append(line.Start.Value == 0 ? "" : "\n").Append(text);
        }
    }
}
