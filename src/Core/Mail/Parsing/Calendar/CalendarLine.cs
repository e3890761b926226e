namespace InboxMind.Core.Mail.Parsing.Calendar;

/// <summary>A content line of iCalendar (RFC 5545, 3.1).</summary>
/// <param name="Name">The property's name in upper case.</param>
/// <param name="Parameters">Its parameters, by names in upper case.</param>
/// <param name="Value">Its value as written.</param>
internal sealed record CalendarLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    private const int MaxParameters = 50;

    /// <summary>The value as a text.</summary>
    public string Text
    {
        get
        {
            if (!Value.Contains('\\'))
                return Value;
            var text = new System.Text.StringBuilder(Value.Length);
            for (var i = 0; i < Value.Length; i++)
            {
                if (Value[i] == '\\' && i + 1 < Value.Length)
                    text.Append(Value[++i] is 'n' or 'N' ? '\n' : Value[i]);
                else
                    text.Append(Value[i]);
            }

            return text.ToString();
        }
    }

    /// <summary>Reads the lines of a calendar, folded ones as one.</summary>
    public static IEnumerable<CalendarLine> Read(string calendar)
    {
        var folded = new System.Text.StringBuilder();
        foreach (var line in calendar.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line is [' ' or '\t', ..])
            {
                folded.Append(line, 1, line.Length - 1);
                continue;
            }

            if (Parse(folded.ToString()) is { } parsed)
                yield return parsed;
            folded.Clear().Append(line);
        }

        if (Parse(folded.ToString()) is { } last)
            yield return last;
    }

    private static CalendarLine? Parse(string line)
    {
        var at = line.AsSpan().IndexOfAny(';', ':');
        if (at <= 0)
            return null;
        var name = line[..at].Trim().ToUpperInvariant();
        var parameters = new Dictionary<string, string>();
        while (line[at] == ';' && parameters.Count < MaxParameters)
        {
            var begin = at + 1;
            var quoted = false;
            for (at = begin; at < line.Length && (quoted || line[at] is not (';' or ':')); at++)
                quoted ^= line[at] == '"';
            if (at == line.Length)
                return null;
            var equals = line.IndexOf('=', begin, at - begin);
            if (equals > 0)
                parameters[line[begin..equals].ToUpperInvariant()] = line[(equals + 1)..at].Replace("\"", "", StringComparison.Ordinal);
        }

        return line[at] == ':' ? new CalendarLine(name, parameters, line[(at + 1)..]) : null;
    }
}
