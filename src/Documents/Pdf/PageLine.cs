using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Pdf;

/// <summary>The words that stand on one height, from left to right.</summary>
internal sealed record PageLine(IReadOnlyList<PageWord> Words)
{
    /// <summary>A space has about a third of the letters' height; a wider one than this parts columns.</summary>
    private const double Gap = 1.1;

    public double Base => Words[0].Base;

    public double Height => Words[0].Height;

    /// <summary>Where there is a gap that is no mere space.</summary>
    public IEnumerable<(double From, double To)> Gaps()
    {
        for (var i = 1; i < Words.Count; i++)
        {
            if (IsGap(Words[i - 1], Words[i]))
                yield return (Words[i - 1].Right, Words[i].Left);
        }
    }

    /// <summary>The words left and right of a place; null when one stands across it.</summary>
    public (PageLine? Left, PageLine? Right)? Part(double from, double to)
    {
        var left = 0;
        while (left < Words.Count && Words[left].Right <= from)
            left++;
        return left < Words.Count && Words[left].Left < to
            ? null
            : (left == 0 ? null : new PageLine([.. Words.Take(left)]), left == Words.Count ? null : new PageLine([.. Words.Skip(left)]));
    }

    public void Write(PassageWriter writer)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (i > 0)
                writer.Append(IsGap(Words[i - 1], Words[i]) ? '\t' : ' ');
            writer.Append(Words[i].Text);
        }

        writer.NewLine();
    }

    /// <summary>Puts the words of a page into lines, from the top.</summary>
    public static List<PageLine> Of(List<PageWord> words)
    {
        var lines = new List<PageLine>();
        var line = new List<PageWord>();
        foreach (var word in words.OrderByDescending(static w => w.Base))
        {
            if (line.Count > 0 && line[0].Base - word.Base > Math.Max(line[0].Height, word.Height) * 0.4)
            {
                lines.Add(Sorted(line));
                line.Clear();
            }

            line.Add(word);
        }

        if (line.Count > 0)
            lines.Add(Sorted(line));
        return lines;
    }

    private static PageLine Sorted(List<PageWord> words) => new([.. words.OrderBy(static w => w.Left)]);

    private static bool IsGap(PageWord one, PageWord next) => next.Left - one.Right > Math.Max(one.Height, next.Height) * Gap;
}
