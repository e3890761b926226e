namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>A selector with combinators: <c>.a &gt; p + b</c>.</summary>
internal sealed class CssSelector
{
    /// <summary>Selectors with more parts are no one's.</summary>
    private const int MaxParts = 12;

    private const int MaxSelectors = 64;

    private readonly List<CssCompound> _parts = [];
    private readonly List<char> _combinators = [];

    private CssSelector()
    {
    }

    public int Weight => _parts.Sum(static p => p.Weight);

    /// <summary>What the selected element must have.</summary>
    public string Key => _parts[^1].Key;

    /// <summary>A list of selectors; those that cannot be read are left out.</summary>
    public static List<CssSelector> ReadAll(string text, int depth = 0)
    {
        var all = new List<CssSelector>();
        foreach (var part in Split(text).Take(MaxSelectors))
        {
            if (Read(part, depth) is { } selector)
                all.Add(selector);
        }

        return all;
    }

    /// <summary>The parts of a list; commas within brackets belong to what is in them.</summary>
    public static IEnumerable<string> Split(string text)
    {
        int depth = 0, start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (text[at] != ',' || depth > 0))
            {
                depth += text[at] is '(' or '[' ? 1 : text[at] is ')' or ']' ? -1 : 0;
                continue;
            }

            yield return text[start..at].Trim();
            start = at + 1;
        }
    }

    /// <summary>Null when no browser would take it, or it selects nothing that is seen at rest.</summary>
    public static CssSelector? Read(string text, int depth = 0)
    {
        var selector = new CssSelector();
        for (var at = 0; at < text.Length;)
        {
            var combinator = ' ';
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '>' or '+' or '~'))
            {
                if (!char.IsWhiteSpace(text[at]))
                    combinator = text[at];
                at++;
            }

            if (at == text.Length)
                return null;
            if (CssCompound.Read(text, ref at, depth) is not { } part || selector._parts.Count == MaxParts
                || (at < text.Length && text[at] is ',' or ')'))
                return null;
            if (selector._parts.Count > 0)
                selector._combinators.Add(combinator);
            selector._parts.Add(part);
            while (at < text.Length && text[at] is '\t' or '\n' or '\r')
                at++;
        }

        return selector._parts.Count > 0 ? selector : null;
    }

    /// <summary>Whether it selects an element.</summary>
    public SelectorMatch Matches(StyledElement element)
    {
        var steps = 200;
        return Matches(element, _parts.Count - 1, ref steps);
    }

    private SelectorMatch Matches(StyledElement element, int part, ref int steps)
    {
        if (--steps < 0)
            return SelectorMatch.Maybe;
        var match = _parts[part].Matches(element);
        if (match == SelectorMatch.No || part == 0)
            return match;
        var combinator = _combinators[part - 1];
        var best = SelectorMatch.No;
        for (var at = combinator is ' ' or '>' ? element.Parent : element.Previous; at is not null && best < match; at = combinator == ' '
            ? at.Parent
            : at.Previous)
        {
            if (Matches(at, part - 1, ref steps) is var found && found > best)
                best = found < match ? found : match;
            if (combinator is '>' or '+' || steps < 0)
                break;
        }

        return best;
    }
}
