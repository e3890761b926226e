using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>A filter, read and evaluated: comparisons, and, or, not, any, search.in and search.ismatch.</summary>
internal sealed class ODataExpression
{
    private readonly Fields _fields;
    private readonly string _text;
    private readonly Func<IndexedDocument, bool> _holds;
    private int _at;
    private string? _variable;
    private string? _variableOf;

    private ODataExpression(string text, Fields fields)
    {
        (_text, _fields) = (text, fields);
        var holds = Or();
        Space();
        if (_at < _text.Length)
            throw Wrong();
        _holds = d => holds(d, null);
    }

    private delegate bool Test(IndexedDocument document, string? value);

    public static Func<IndexedDocument, bool> Parse(string? text, Fields fields) =>
        string.IsNullOrEmpty(text) ? static _ => true : new ODataExpression(text, fields)._holds;

    private Test Or()
    {
        var left = And();
        while (Word("or"))
        {
            var (one, other) = (left, And());
            left = (d, v) => one(d, v) || other(d, v);
        }

        return left;
    }

    private Test And()
    {
        var left = Not();
        while (Word("and"))
        {
            var (one, other) = (left, Not());
            left = (d, v) => one(d, v) && other(d, v);
        }

        return left;
    }

    private Test Not()
    {
        if (Word("not"))
        {
            var part = Not();
            return (d, v) => !part(d, v);
        }

        if (Sign('('))
        {
            var inner = Or();
            return Sign(')') ? inner : throw Wrong();
        }

        var name = Name();
        return name switch
        {
            "true" => static (_, _) => true,
            "false" => static (_, _) => false,
            "search.in" => In(),
            "search.ismatch" => IsMatch(),
            _ when name.EndsWith("/any", StringComparison.Ordinal) => Any(name[..^4]),
            _ => Comparison(name),
        };
    }

    private Test In()
    {
        Need('(');
        var name = Name();
        Need(',');
        var values = Text();
        Need(',');
        var between = Text();
        Need(')');
        var all = values.Split(between.ToCharArray()).ToHashSet();
        var value = Value(name);
        return (d, v) => value(d, v) is { } text && all.Contains(text);
    }

    private Test IsMatch()
    {
        Need('(');
        var query = LuceneQuery.Parse(Text());
        Need(',');
        var fields = Text().Split(',');
        foreach (var field in fields)
            _fields.Require(field, "searchable");
        Need(',');
        if (Text() != "full")
            throw Wrong();
        Need(',');
        if (Text() is not ("any" or "all"))
            throw Wrong();
        Need(')');
        return (d, _) => query.Matches(d, fields);
    }

    private Test Any(string field)
    {
        _fields.Require(field, "filterable");
        if (_fields.Type(field) != "Collection(Edm.String)" || _variable is not null)
            throw Wrong();
        Need('(');
        (_variable, _variableOf) = (Name(), field);
        Need(':');
        var test = Or();
        Need(')');
        (_variable, _variableOf) = (null, null);
        return (d, _) => d.Content[field] is JsonArray all && all.Any(v => test(d, (string)v!));
    }

    private Test Comparison(string name)
    {
        var sign = Name();
        Space();
        if (name != _variable)
            _fields.Require(name, "filterable");
        var type = name == _variable ? "Edm.String" : _fields.Type(name);
        if (_at < _text.Length && _text[_at] == '\'')
        {
            var (text, value) = (Text(), Value(name));
            if (type != "Edm.String")
                throw Wrong();
            return (d, v) => Holds(sign, string.CompareOrdinal(value(d, v) ?? "", text), isNull: value(d, v) is null);
        }

        var literal = Name();
        if (literal is "true" or "false")
        {
            return type == "Edm.Boolean" && sign is "eq" or "ne"
                ? (d, _) => (d.Content[name] is { } is_ && (bool)is_) == (literal == "true") == (sign == "eq")
                : throw Wrong();
        }

        if (type is not ("Edm.Int32" or "Edm.Int64") || !long.TryParse(literal, CultureInfo.InvariantCulture, out var number))
            throw Wrong();
        return (d, _) => Holds(sign, Fields.Number(d.Content[name]).CompareTo((double)number), d.Content[name] is null);
    }

    /// <summary>Nothing is only unequal to something.</summary>
    private bool Holds(string sign, int compared, bool isNull) => sign switch
    {
        "ne" => isNull || compared != 0,
        _ when isNull => false,
        "eq" => compared == 0,
        "lt" => compared < 0,
        "le" => compared <= 0,
        "gt" => compared > 0,
        "ge" => compared >= 0,
        _ => throw Wrong(),
    };

    private Func<IndexedDocument, string?, string?> Value(string name)
    {
        if (name == _variable)
            return static (_, v) => v;
        _fields.Require(name, "filterable");
        return (d, _) => (string?)d.Content[name];
    }

    private string Text()
    {
        Space();
        if (_at >= _text.Length || _text[_at] != '\'')
            throw Wrong();
        var value = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= _text.Length)
                throw Wrong();
            if (_text[_at] != '\'')
            {
                value.Append(_text[_at]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '\'')
            {
                value.Append('\'');
                _at++;
            }
            else
            {
                _at++;
                return value.ToString();
            }
        }
    }

    private string Name()
    {
        Space();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '/' or '_' or '-'))
            _at++;
        return _at > start ? _text[start.._at] : throw Wrong();
    }

    private bool Word(string word)
    {
        Space();
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0 || _at + word.Length >= _text.Length
            || _text[_at + word.Length] is not (' ' or '('))
            return false;
        _at += word.Length;
        return true;
    }

    private bool Sign(char sign)
    {
        Space();
        if (_at >= _text.Length || _text[_at] != sign)
            return false;
        _at++;
        return true;
    }

    private void Need(char sign)
    {
        if (!Sign(sign))
            throw Wrong();
    }

    private void Space()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private SearchFailure Wrong() => new(400, $"Invalid expression: syntax error at {_at} in '{_text}'.");
}
