namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Conditions on one element: <c>p.x[title]:not(.y)</c> (Selectors, level 4).</summary>
internal sealed class CssCompound
{
    private const int MaxDepth = 3;

    private readonly List<Func<StyledElement, SelectorMatch>> _conditions = [];

    private CssCompound()
    {
    }

    /// <summary>What the element must have; <c>*</c> when nothing is known before.</summary>
    public string Key { get; private set; } = "*";

    /// <summary>A hundred for an id, ten for a class and the like, one for a name.</summary>
    public int Weight { get; private set; }

    /// <summary>Reads up to a combinator or the end; null for what no browser knows, and for what is only so while someone points or types,
    /// or is no element.</summary>
    public static CssCompound? Read(string text, ref int at, int depth = 0)
    {
        var compound = new CssCompound();
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '>' or '+' or '~' or ',' or ')'))
        {
            var mark = text[at];
            if (mark is '.' or '#' or ':' or '[' or '*')
                at++;
            if (!(mark switch
            {
                '*' => true,
                '.' => compound.Class(Name(text, ref at)),
                '#' => compound.Identity(Name(text, ref at)),
                '[' => compound.Attribute(text, ref at),
                ':' => compound.Pseudo(text, ref at, depth),
                _ => compound.Tag(Name(text, ref at)),
            }))
                return null;
        }

        return at > start ? compound : null;
    }

    public SelectorMatch Matches(StyledElement element)
    {
        var match = SelectorMatch.Yes;
        foreach (var condition in _conditions)
        {
            if (condition(element) is var found && found < match && (match = found) == SelectorMatch.No)
                break;
        }

        return match;
    }

    private static SelectorMatch When(bool holds) => holds ? SelectorMatch.Yes : SelectorMatch.No;

    private bool Class(string name)
    {
        Add(10, $".{name}", e => When(e.HasClass(name)));
        return name.Length > 0;
    }

    private bool Identity(string name)
    {
        Add(100, $"#{name}", e => When(e.Id == name));
        return name.Length > 0;
    }

    private bool Tag(string name)
    {
        Add(1, name, e => When(e.Name == name));
        return name.Length > 0;
    }

    private void Add(int weight, string? key, Func<StyledElement, SelectorMatch> condition)
    {
        Weight += weight;
        _conditions.Add(condition);
        if (key is not null && (Key == "*" || key[0] == '#'))
            Key = key;
    }

    private bool Attribute(string text, ref int at)
    {
        var close = text.IndexOf(']', at);
        if (close < 0)
            return false;
        var inside = text[at..close].Trim();
        at = close + 1;
        var sign = inside.IndexOf('=', StringComparison.Ordinal);
        var name = (sign < 0 ? inside : inside[..sign].TrimEnd('~', '|', '^', '$', '*')).Trim();
        var before = sign > 0 ? inside[sign - 1] : '=';
        var value = sign < 0 ? "" : inside[(sign + 1)..].Trim();
        if (value.EndsWith(" i", StringComparison.Ordinal) || value.EndsWith(" s", StringComparison.Ordinal))
            value = value[..^2].TrimEnd();
        value = Unescaped(value.Trim('"', '\''));
        name = name[(name.LastIndexOf('|') + 1)..];
        Add(10, null, e => e.Attribute(name) is not { } has ? SelectorMatch.No : When(sign < 0 || before switch
        {
            '~' => has.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(value, StringComparer.OrdinalIgnoreCase),
            '|' => has.Equals(value, StringComparison.OrdinalIgnoreCase) || has.StartsWith($"{value}-", StringComparison.OrdinalIgnoreCase),
            '^' => value.Length > 0 && has.StartsWith(value, StringComparison.OrdinalIgnoreCase),
            '$' => value.Length > 0 && has.EndsWith(value, StringComparison.OrdinalIgnoreCase),
            '*' => value.Length > 0 && has.Contains(value, StringComparison.OrdinalIgnoreCase),
            _ => has.Equals(value, StringComparison.OrdinalIgnoreCase),
        }));
        return name.Length > 0;
    }

    private bool Pseudo(string text, ref int at, int depth)
    {
        var name = Name(text, ref at);
        var argument = "";
        if (at < text.Length && text[at] == '(')
        {
            var close = Close(text, at);
            argument = text[(at + 1)..close].Trim();
            at = Math.Min(text.Length, close + 1);
        }

        switch (name)
        {
            case "not" or "is" or "where" or "matches" or "any" or "-webkit-any" or "-moz-any":
                if (depth >= MaxDepth)
                    return false;
                var inner = CssSelector.ReadAll(argument, depth + 1);
                Weight += name == "where" || inner.Count == 0 ? 0 : inner.Max(static s => s.Weight);
                _conditions.Add(e =>
                {
                    var any = inner.Count == 0 ? SelectorMatch.No : inner.Max(s => s.Matches(e));
                    return name != "not" ? any : SelectorMatch.Yes - (int)any;
                });
                return true;
            case "first-child" or "first-of-type":
                Add(10, null, static e => When(e.Index == 1));
                return true;
            case "nth-child":
                Add(10, null, e => Nth(argument) is { } nth
                    ? When(nth.Step == 0 ? e.Index == nth.From : (e.Index - nth.From) % nth.Step == 0
                        && (e.Index - nth.From) / nth.Step >= 0)
                    : SelectorMatch.Maybe);
                return true;
            case "root":
                Add(10, null, static e => When(e.Name == "html"));
                return true;
            case "link" or "any-link":
                Add(10, null, static e => When(e.Name == "a" && e.Attribute("href") is not null));
                return true;
            case "hover" or "active" or "focus" or "focus-within" or "focus-visible" or "visited" or "target" or "target-within"
                or "checked" or "disabled" or "indeterminate" or "fullscreen":
                Add(10, null, static _ => SelectorMatch.No);
                return true;
            case "last-child" or "only-child" or "last-of-type" or "only-of-type" or "nth-last-child" or "nth-of-type" or "nth-last-of-type"
                or "empty" or "has" or "lang" or "dir" or "enabled" or "defined":
                Add(10, null, static _ => SelectorMatch.Maybe);
                return true;
            default:
                return false;
        }
    }

    /// <summary>"odd", "2n+1", "3".</summary>
    private static (int Step, int From)? Nth(string text)
    {
        text = text.Replace(" ", "", StringComparison.Ordinal) switch { "odd" => "2n+1", "even" => "2n", var other => other };
        var n = text.IndexOf('n', StringComparison.Ordinal);
        if (n < 0)
            return int.TryParse(text, null, out var only) ? (0, only) : null;
        var step = text[..n] switch { "" or "+" => 1, "-" => -1, var s => int.TryParse(s, null, out var number) ? number : 0 };
        var from = n + 1 == text.Length ? 0 : int.TryParse(text[(n + 1)..], null, out var offset) ? offset : (int?)null;
        return step == 0 || from is null ? null : (step, from.Value);
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
                return at;
        }

        return text.Length;
    }

    private static string Name(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_' or '\\' or > '\u007F'))
        {
            if (text[at++] != '\\')
                continue;
            var digits = at;
            while (at < text.Length && at - digits < 6 && char.IsAsciiHexDigit(text[at]))
                at++;
            at += (at == digits || (at < text.Length && text[at] == ' ')) && at < text.Length ? 1 : 0;
        }

        // What is none of these would be read for ever.
        if (at == start && at < text.Length)
            at = text.Length;
        return Unescaped(text[start..at]).ToLowerInvariant();
    }

    private static string Unescaped(string text) => text.Contains('\\', StringComparison.Ordinal) ? CssText.Plain(text) : text;
}
