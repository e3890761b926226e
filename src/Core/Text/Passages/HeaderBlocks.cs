using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Header fields of an earlier mail that a mail program puts above its text: Outlook's block in all its languages, what stands
/// in a forwarded mail, and the name, date and recipients of Lotus Notes.</summary>
internal static partial class HeaderBlocks
{
    /// <summary>Lines of a block: a mail to hundreds of people has as many of them.</summary>
    private const int MaxLines = 400;

    /// <summary>Lines between a name and the fields below it, in Notes.</summary>
    private const int MaxAbove = 4;

    /// <summary>Characters of what is left over of a list of recipients on a line of its own.</summary>
    private const int MaxOdd = 80;

    /// <summary>Reads a block that begins in a line; null when none does.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="at">The line.</param>
    /// <param name="kind">As what the words below it stand there.</param>
    public static Introduction? Read(List<TextLine> lines, int at, PassageKind kind) =>
        OneLine(lines[at], kind) ?? Fields(lines, at, kind) ?? Notes(lines, at, kind);

    /// <summary>"From: Anna Sent: Friday To: Bob Subject: Hall" on one line.</summary>
    private static Introduction? OneLine(TextLine line, PassageKind kind) =>
        line.Text.Length < 1_000 && FieldsInOne().Match(line.Text) is { Success: true } match
            ? new Introduction(1, new Speaker(kind, Name(match.Groups[1].Value), Days.Read(match.Groups[2].Value, "en")), Reach.Rest)
            : null;

    private static Introduction? Fields(List<TextLine> lines, int at, PassageKind kind)
    {
        if (HeaderLabels.Read(lines[at].Text) is not { Field: not HeaderField.Other })
            return null;
        var (end, fields) = Collect(lines, at);
        if (!fields.TryGetValue(HeaderField.From, out var from) || from.Value.Length == 0
            || !fields.ContainsKey(HeaderField.Date) && !fields.ContainsKey(HeaderField.Subject))
            return null;
        var date = fields.TryGetValue(HeaderField.Date, out var sent) ? Days.Read(sent.Value, sent.Language) : null;
        return new Introduction(end - at, new Speaker(kind, Name(from.Value), date), Reach.Rest);
    }

    /// <summary>A name, the date on the same or the next line, and then "To:" and "Subject:".</summary>
    private static Introduction? Notes(List<TextLine> lines, int at, PassageKind kind)
    {
        var first = lines[at].Text;
        if (first.Length is 0 or > 120 || !char.IsLetter(first[0]) && first[0] is not ('"' or '\'' or '<')
            || HeaderLabels.Read(first) is not null)
            return null;
        var depth = lines[at].Depth;
        string? date = null;
        var name = first;
        for (var i = at; i < lines.Count && i <= at + MaxAbove; i++)
        {
            var line = lines[i];
            if (line.Depth != depth)
                return null;
            if (date is null && i == at && NotesDate().Match(first) is { Success: true } same)
                (name, date) = (first[..same.Index], same.Groups["date"].Value);
            else if (date is null && i > at && NotesDate().Match(line.Text) is { Success: true, Index: 0 } own)
                date = own.Groups["date"].Value;
            else if (date is not null
                && HeaderLabels.Read(line.Text) is { Field: HeaderField.To or HeaderField.Other or HeaderField.Subject })
                return Below(i);
            else if (i > at && !line.IsEmpty && (date is not null || !line.Text.StartsWith("Sent by", StringComparison.OrdinalIgnoreCase))
                && !line.Text.StartsWith("Please respond to", StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return null;

        Introduction? Below(int fields)
        {
            var (end, read) = Collect(lines, fields);
            return read.ContainsKey(HeaderField.Subject)
                ? new Introduction(end - at, new Speaker(kind, Name(name), Days.Read(date!, "en")), Reach.Rest)
                : null;
        }
    }

    /// <summary>The fields from a line on, with the lines that recipients go on in.</summary>
    private static (int End, Dictionary<HeaderField, (string Value, string Language)> Fields) Collect(List<TextLine> lines, int at)
    {
        var fields = new Dictionary<HeaderField, (string, string)>();
        HeaderField? current = null;
        int i = at, end = at;
        for (; i < lines.Count && i - at < MaxLines && lines[i].Depth == lines[at].Depth; i++)
        {
            var line = lines[i].Text;
            if (line.Length == 0)
            {
                // Some programs put an empty line between the fields.
                if (i + 1 >= lines.Count || lines[i + 1].Depth != lines[at].Depth || IsNext(lines[i + 1].Text, fields) is false)
                    break;
                continue;
            }

            if (HeaderLabels.Read(line) is var (field, language, value))
            {
                if (field != HeaderField.Other && !fields.TryAdd(field, (value, language)))
                    break;
                current = field;
            }
            else if (current is HeaderField.From && fields[HeaderField.From].Item1.Length == 0)
            {
                fields[HeaderField.From] = (line, fields[HeaderField.From].Item2);
            }
            else if (current is not (HeaderField.To or HeaderField.Other)
                || (!GoesOn(lines[i - 1].Text, line) && !IsBeforeField(lines, i, fields)))
            {
                break;
            }

            end = i + 1;
        }

        return (end, fields);
    }

    private static bool IsNext(string line, Dictionary<HeaderField, (string, string)> fields) =>
        HeaderLabels.Read(line) is var (field, _, _) && (field == HeaderField.Other || !fields.ContainsKey(field));

    /// <summary>Whether a list of recipients goes on in the next line.</summary>
    private static bool GoesOn(string before, string line) =>
        before[^1] is ',' or ';' || line.Contains('@', StringComparison.Ordinal) && line.Length < 400 && !line.EndsWith('.')
            || line[0] is ',' or ';' or '<';

    /// <summary>Whether another field comes right below, as where a list of recipients was broken at an odd place.</summary>
    private static bool IsBeforeField(List<TextLine> lines, int at, Dictionary<HeaderField, (string, string)> fields) =>
        at + 1 < lines.Count && lines[at + 1].Depth == lines[at].Depth
        && lines[at].Text.Length < MaxOdd && IsNext(lines[at + 1].Text, fields);

    private static string Name(string value)
    {
        var read = NameAndDate.Read(NotesPath().Replace(value.Trim(), ""));
        return read.Name.Length > 100 ? "" : read.Name;
    }

    /// <summary>The organisation behind a name of Notes.</summary>
    [GeneratedRegex(
        @"(/[\w .&-]{1,40}){1,4}(@\w{1,40})?\s*$|(?<=\s\S{1,40})@\w{2,20}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotesPath();

    [GeneratedRegex(
        @"(?:^|\s)(?:on\s+"
            + @"|-\s+)?(?<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}),?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotesDate();

    [GeneratedRegex(@"^\*?From:\*?\s(.{2,200}?)\s\*?(?:Sent|Date):\*?\s(.{4,100}?)\s\*?(?:To|Subject|Cc):\*?\s",
        RegexOptions.CultureInvariant)]
    private static partial Regex FieldsInOne();
}
