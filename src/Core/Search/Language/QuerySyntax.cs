using System.Globalization;
using System.Text.RegularExpressions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search.Language;

/// <summary>Reads the structure of a query: words, quotes, minus, <c>OR</c>, <c>AND</c>, <c>NOT</c>, <c>AROUND</c>, parentheses, braces and
/// operators. Whatever cannot be structure is words, so that every text has a reading; the time it takes grows with the text's length
/// alone.</summary>
internal sealed partial class QuerySyntax(string text, QueryOperators operators)
{
    /// <summary>Groups within groups; what opens more is passed over.</summary>
    private const int MaxDepth = 20;

    /// <summary>Words that a date without quotes may go on with.</summary>
    private const int MaxDateWords = 3;

    private const int DefaultDistance = 10;
    private int _at;

    /// <summary>Whether the query says which of its words must be there: by OR, AND or braces.</summary>
    public bool IsStrict { get; private set; }

    /// <summary>Reads the whole query.</summary>
    public GroupNode Read() => new(Group(depth: 0, isAny: false, field: null), IsAny: false);

    private List<QueryNode> Group(int depth, bool isAny, string? field)
    {
        var parts = new List<QueryNode>();
        var join = "";
        while (Next(depth) is not '\0')
        {
            if (text[_at] is ')' or '}' && depth > 0)
            {
                _at++;
                break;
            }

            if (parts.Count > 0 && Joint() is { } read)
            {
                join = read;
                continue;
            }

            var minus = Minus();
            if (Item(depth, field) is not { } item)
            {
                join = "";
                continue;
            }

            Add(parts, minus ? new NotNode(item) : item, join);
            join = "";
        }

        return isAny ? [new GroupNode(parts, IsAny: true)] : parts;
    }

    /// <summary>The character that the next part begins with; NUL at the end.</summary>
    private char Next(int depth)
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || (text[_at] == ',' && depth > 0)))
            _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private void Add(List<QueryNode> parts, QueryNode item, string join)
    {
        if (join.Length == 0)
        {
            parts.Add(item);
            return;
        }

        var before = parts[^1];
        if (join is "OR" or "|")
        {
            IsStrict = true;
            parts[^1] = before is OrNode or ? new OrNode([.. or.Parts, item]) : new OrNode([before, item]);
        }
        else if (join == "AND")
        {
            IsStrict = true;
            parts.Add(item);
        }
        else if (before is TermNode one && item is TermNode other)
        {
            parts[^1] = new NearNode(one, other, int.Parse(join, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        else
        {
            parts.Add(item);
        }
    }

    /// <summary>A word that joins two parts, if one stands here and something follows it.</summary>
    private string? Joint()
    {
        if (JointForm().Match(text, _at) is not { Success: true } match || match.Index != _at)
            return null;
        var rest = text.AsSpan(_at + match.Length);
        if (rest.TrimStart() is [] or [')' or '}', ..])
            return null;
        _at += match.Length;
        var word = match.Groups["word"].Value;
        return word != "AROUND" ? word : match.Groups["distance"] is { Success: true } distance ? distance.Value
            : DefaultDistance.ToString(CultureInfo.InvariantCulture);
    }

    private bool Minus()
    {
        if (NotForm().Match(text, _at) is { Success: true } not && not.Index == _at)
        {
            _at += not.Length;
            return true;
        }

        if (text[_at] != '-' || _at + 1 >= text.Length || char.IsWhiteSpace(text[_at + 1]) || text[_at + 1] == '-')
            return false;
        _at++;
        return true;
    }

    private QueryNode? Item(int depth, string? field)
    {
        if (Opens(depth) is { } isAny)
        {
            _at++;
            IsStrict |= isAny;
            return Only(Group(depth + 1, isAny, field));
        }

        if (text[_at] is '(' or '{' or ')' or '}')
        {
            _at++;
            return null;
        }

        var (value, quoted) = Value(depth, stopAtColon: true);
        if (!quoted && _at < text.Length && text[_at] == ':' && QueryOperators.Knows(value))
        {
            _at++;
            return Operator(value, depth);
        }

        if (!quoted)
        {
            // No operator: the colon belongs to the word ("re:", "10:30", a URL).
            value += Value(depth, stopAtColon: false).Value;
        }

        return field is null ? Term(value, quoted) : value.Length == 0 ? null : operators.Read(field, value);
    }

    private QueryNode? Operator(string name, int depth)
    {
        if (_at < text.Length && Opens(depth) is { } isAny)
        {
            _at++;
            IsStrict |= isAny;
            if (QueryOperators.TakesDate(name))
                return operators.Read(name, DateInGroup());
            return Only(Group(depth + 1, isAny, name));
        }

        var (value, quoted) = _at < text.Length ? Value(depth, stopAtColon: false) : ("", false);
        if (!quoted && value.Length > 0 && QueryOperators.TakesDate(name))
            value = LongestDate(value, depth);
        return operators.Read(name, value);
    }

    private static QueryNode? Only(List<QueryNode> parts) => parts.Count switch
    {
        0 => null,
        1 => parts[0],
        _ => new GroupNode(parts, IsAny: false),
    };

    private static TermNode? Term(string value, bool quoted)
    {
        var words = Words.Split(value);
        return words.Count == 0 ? null : new TermNode(
            string.Join(' ', words.Select(static w => w.Text)), value, quoted,
            IsBeginning: !quoted && value.EndsWith('*') && char.IsLetterOrDigit(value.TrimEnd('*').LastOrDefault()));
    }

    /// <summary>Whether a group opens here, and whether one of its parts suffices; null when none does.</summary>
    private bool? Opens(int depth) => depth >= MaxDepth ? null : text[_at] switch
    {
        '(' => false,
        '{' => true,
        _ => null,
    };

    private string DateInGroup()
    {
        var end = text.AsSpan(_at).IndexOfAny(')', '}');
        var inside = end < 0 ? text[_at..] : text.Substring(_at, end);
        _at = Math.Min(text.Length, _at + inside.Length + 1);
        return inside;
    }

    /// <summary>A date as far as it goes over the next words: <c>18 Nov 2026</c>. One that is whole in itself ends where it ends.</summary>
    private string LongestDate(string first, int depth)
    {
        if (operators.IsDate(first) && !first.Any(char.IsLetter))
            return first;
        var (best, end) = (first, _at);
        var (value, start) = (first, _at);
        for (var words = 0; words < MaxDateWords && Next(depth) is not ('\0' or '"' or '(' or ')' or '{' or '}' or '-'); words++)
        {
            var (next, _) = Value(depth, stopAtColon: false);
            if (next.Contains(':', StringComparison.Ordinal))
                break;
            value = $"{value} {next}";
            if (operators.IsDate(value))
                (best, end) = (value, _at);
        }

        _at = best == first ? start : end;
        return best;
    }

    private (string Value, bool Quoted) Value(int depth, bool stopAtColon)
    {
        if (_at < text.Length && text[_at] is '"' or '\u201C' or '\u201E')
        {
            var close = text.AsSpan(_at + 1).IndexOfAny('"', '\u201D', '\u201C');
            var end = close < 0 ? text.Length : _at + 1 + close;
            var inside = text[(_at + 1)..end];
            _at = Math.Min(end + 1, text.Length);
            return (inside, true);
        }

        var start = _at;
        var open = 0;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !(stopAtColon && text[_at] == ':'))
        {
            if (text[_at] is '(' or '{')
                open++;
            else if (text[_at] is ')' or '}' && --open < 0 && depth > 0)
                break;
            _at++;
        }

        return (text[start.._at], false);
    }

    [GeneratedRegex(@"\G(?:(?<word>OR|AND|\|)(?=\s)|(?<word>AROUND)"
        + @"(?:\s*\(\s*(?<distance>[0-9]{1,3})\s*\)|\s+(?<distance>[0-9]{1,3}))?(?=\s))",
        RegexOptions.CultureInvariant)]
    private static partial Regex JointForm();

    [GeneratedRegex(@"\GNOT\s+(?=[^\s)}])", RegexOptions.CultureInvariant)]
    private static partial Regex NotForm();
}
