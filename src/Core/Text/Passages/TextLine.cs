using System.Buffers;

namespace InboxMind.Core.Text.Passages;

/// <summary>A line of a mail's text.</summary>
/// <param name="Start">Its first character in the text.</param>
/// <param name="End">The one behind its last.</param>
/// <param name="Depth">How many marks of quotation (RFC 3676, 4.5) stand before it.</param>
/// <param name="Text">What stands behind them, trimmed.</param>
internal readonly record struct TextLine(int Start, int End, int Depth, string Text)
{
    /// <summary>Letters of the initials, or of the name, that some programs put before the mark.</summary>
    private const int MaxInitials = 3;
    private const int MaxName = 10;

    private static readonly SearchValues<char> Directions = SearchValues.Create(
        "\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Splits a text whose lines end in LF.</summary>
    public static List<TextLine> Split(string text)
    {
        var lines = new List<TextLine>();
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            lines.Add(Read(text, start, end));
            start = end + 1;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Depth == 3 && RuledIntroduction.Read(text[lines[i].Start..lines[i].End]) is { } introduction)
                lines[i] = lines[i] with { Depth = 0, Text = introduction };
            else if (IsEscaped(lines, i))
                lines[i] = lines[i] with { Depth = 0, Text = $">{lines[i].Text}" };
        }

        return lines;
    }

    /// <summary>An mbox puts a mark before a line that begins with "From ". Among other marked lines it is one of them.</summary>
    private static bool IsEscaped(List<TextLine> lines, int at) =>
        lines[at] is { Depth: 1 } line && line.Text.StartsWith("From ", StringComparison.Ordinal)
            && (at == 0 || lines[at - 1].Depth == 0) && (at == lines.Count - 1 || lines[at + 1].Depth == 0);

    private static TextLine Read(string text, int start, int end)
    {
        var line = text.AsSpan(start, end - start);
        var depth = 0;
        var at = Initials(line);
        for (var i = at; i < line.Length; i++)
        {
            if (line[i] == '>')
                (depth, at) = (depth + 1, i + 1);
            else if (line[i] is not (' ' or '\t') || i - at > 1)
                break;
        }

        return new TextLine(start, end, depth, WithoutDirections((depth == 0 ? line : line[at..]).Trim()));
    }

    /// <summary>Hebrew and Arabic programs put marks of direction around names and addresses.</summary>
    private static string WithoutDirections(ReadOnlySpan<char> line) => line.ContainsAny(Directions)
        ? string.Concat(line.ToString().Where(static c => !Directions.Contains(c))).Trim()
        : line.ToString();

    /// <summary>What some people mark quoted lines with in the place of '>', such as "# "; empty when a line has none of it.</summary>
    public static string OwnMark(string line)
    {
        var length = 0;
        while (length < line.Length && length < 3 && "#|:%=]}-".Contains(line[length], StringComparison.Ordinal))
            length++;
        return length == 0 || line.AsSpan(0, length).Trim('-').IsEmpty || (length < line.Length && char.IsDigit(line[length]))
            ? ""
            : line[..length];
    }

    /// <summary>The line as one that is marked, when it begins with this.</summary>
    public TextLine MarkedBy(string mark) =>
        Text.StartsWith(mark, StringComparison.Ordinal) ? this with { Depth = Depth + 1, Text = Text[mark.Length..].Trim() } : this;

    /// <summary>"AB> text" and "Anna> text".</summary>
    private static int Initials(ReadOnlySpan<char> line)
    {
        var at = 0;
        while (at < line.Length && line[at] is ' ' or '\t')
            at++;
        var first = at;
        while (at < line.Length && at - first <= MaxInitials && char.IsAsciiLetterUpper(line[at]))
            at++;
        if (at > first && at < line.Length && line[at] == '>' && at - first <= MaxInitials)
            return at;
        if (at == first)
            return first;
        while (at < line.Length && at - first < MaxName && char.IsAsciiLetter(line[at]))
            at++;
        return at + 1 < line.Length && line[at] == '>' && line[at + 1] == ' ' ? at : first;
    }
}
