using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>A mail put together from lines of which it is known who wrote them.</summary>
internal sealed class ComposedMail
{
    private readonly List<(string Line, bool IsQuoted, string Author)> _lines = [];

    public string Text => string.Join('\n', _lines.Select(static l => l.Line));

    public ComposedMail Own(params string[] lines) => Add(lines, isQuoted: false, "");

    public ComposedMail Quoted(string author, string mark, params string[] lines) =>
        Add([.. lines.Select(l => l.Length == 0 ? mark.TrimEnd() : mark + l)], isQuoted: true, author);

    /// <summary>Lines that introduce the words of somebody else.</summary>
    public ComposedMail Introduction(params string[] lines) => Add(lines, isQuoted: true, author: null);

    /// <summary>Compares with what was read, a line that is not empty at a time.</summary>
    public LineCounts Compare()
    {
        var counts = default(LineCounts);
        var passages = MailPassages.Read(Text);
        var start = 0;
        foreach (var (line, isQuoted, author) in _lines)
        {
            var at = start;
            start += line.Length + 1;
            if (string.IsNullOrWhiteSpace(line.Trim('>', ' ')))
                continue;
            var read = passages.Single(p => p.Start <= at && at < p.Start + p.Length);
            counts += new LineCounts(
                Right: isQuoted && read.IsQuoted ? 1 : 0, Missed: isQuoted && !read.IsQuoted ? 1 : 0,
                TooMuch: !isQuoted && read.IsQuoted ? 1 : 0, Own: isQuoted ? 0 : 1,
                Named: author is { Length: > 0 } ? 1 : 0,
                NamedRight: author is { Length: > 0 } && read.Author == author ? 1 : 0);
        }

        return counts;
    }

    private ComposedMail Add(string[] lines, bool isQuoted, string? author)
    {
        _lines.AddRange(lines.Select(l => (l, isQuoted, author ?? "")));
        return this;
    }
}

/// <summary>Lines counted.</summary>
/// <param name="Right">Quoted ones that were read so.</param>
/// <param name="Missed">Quoted ones that were taken for the sender's.</param>
/// <param name="TooMuch">The sender's that were taken for quoted.</param>
/// <param name="Own">The sender's in all.</param>
/// <param name="Named">Quoted ones whose writer the mail names.</param>
/// <param name="NamedRight">Those of them that were read as that writer's.</param>
internal readonly record struct LineCounts(int Right, int Missed, int TooMuch, int Own, int Named, int NamedRight)
{
    /// <summary>Lines that the sender wrote, without signature and footer.</summary>
    public int New { get; init; }

    /// <summary>Those of them that were read so.</summary>
    public int NewRight { get; init; }

    /// <summary>Other lines that were read so.</summary>
    public int NewTooMuch { get; init; }

    public double NewPrecision => NewRight / (double)Math.Max(1, NewRight + NewTooMuch);

    public double NewRecall => NewRight / (double)Math.Max(1, New);

    public double Precision => Right / (double)Math.Max(1, Right + TooMuch);

    public double Recall => Right / (double)Math.Max(1, Right + Missed);

    public double Authors => NamedRight / (double)Math.Max(1, Named);

    public static LineCounts operator +(LineCounts a, LineCounts b) => new(
        a.Right + b.Right, a.Missed + b.Missed, a.TooMuch + b.TooMuch, a.Own + b.Own, a.Named + b.Named, a.NamedRight + b.NamedRight)
    {
        New = a.New + b.New,
        NewRight = a.NewRight + b.NewRight,
        NewTooMuch = a.NewTooMuch + b.NewTooMuch,
    };
}
