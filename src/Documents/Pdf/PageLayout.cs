using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Pdf;

/// <summary>Puts the words of a page into reading order. Columns of running text are read one after the other; what stands in columns as
/// numbers and names do is a table, and its rows stay together.</summary>
internal static class PageLayout
{
    /// <summary>Fewer lines are no column of text.</summary>
    private const int MinLines = 4;

    /// <summary>Words a line of running text has on average.</summary>
    private const double MinWords = 3.5;

    /// <summary>Columns beside one another.</summary>
    private const int MaxColumns = 6;

    /// <summary>A page of more lines is no page that anyone reads.</summary>
    private const int MaxLines = 1_000;

    public static void Write(List<PageWord> words, PassageWriter writer) => Write(PageLine.Of(words), writer, MaxColumns);

    private static void Write(List<PageLine> lines, PassageWriter writer, int columns)
    {
        for (var at = 0; at < lines.Count;)
        {
            if (columns > 1 && lines.Count <= MaxLines && Columns(lines, at) is { } run)
            {
                Write(run.Left, writer, 1);
                writer.NewLine();
                Write(run.Right, writer, columns - 1);
                at += run.Lines;
                continue;
            }

            var line = lines[at++];
            line.Write(writer);

            // A paragraph's end.
            if (at < lines.Count && line.Base - lines[at].Base > 1.8 * line.Height)
                writer.Append('\n');
        }
    }

    /// <summary>The longest run of lines from here that one gap parts into columns of running text; null when there is none.</summary>
    private static (List<PageLine> Left, List<PageLine> Right, int Lines)? Columns(List<PageLine> lines, int at)
    {
        (List<PageLine>, List<PageLine>, int)? best = null;
        var longest = 0;
        foreach (var gap in lines[at].Gaps().Take(MaxColumns))
        {
            if (Run(lines, at, gap) is var run && run.Lines > longest && IsText(run.Left) && IsText(run.Right))
                (best, longest) = (run, run.Lines);
        }

        return best;
    }

    private static (List<PageLine> Left, List<PageLine> Right, int Lines) Run(List<PageLine> lines, int at, (double From, double To) gap)
    {
        var (left, right, count) = (new List<PageLine>(), new List<PageLine>(), 0);
        for (; at + count < lines.Count; count++)
        {
            // The gap is as wide as the narrowest line leaves it.
            var narrower = lines[at + count].Gaps().Select(g => (From: Math.Max(g.From, gap.From), To: Math.Min(g.To, gap.To)))
                .FirstOrDefault(static g => g.To - g.From > 3);
            var by = narrower == default ? gap : narrower;
            if (lines[at + count].Part(by.From, by.To) is not { } parts)
                break;
            gap = by;
            if (parts.Left is { } some)
                left.Add(some);
            if (parts.Right is { } others)
                right.Add(others);
        }

        return (left, right, count);
    }

    private static bool IsText(List<PageLine> lines) =>
        lines.Count >= MinLines && lines.Average(static l => l.Words.Count) >= MinWords
            && !lines.Exists(static l => l.Gaps().Skip(1).Any());
}
