using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>What the <c>style</c> elements of a page say about its elements, outside of media queries that do not hold on a screen of
/// usual width. A rule whose selector cannot be judged while reading on, such as <c>:last-child</c>, counts when it hides.</summary>
internal sealed partial class StyleSheet
{
    /// <summary>Characters read; no mail that is meant for people has more.</summary>
    private const int MaxLength = 300_000;

    /// <summary>Looks at selectors with several parts, for a whole page; beyond, what may select an element counts when it hides.</summary>
    private const int MaxChecks = 2_000_000;

    /// <summary>Rules within rules.</summary>
    private const int MaxNesting = 8;

    private static readonly StyleSheet None = new();

    private readonly Dictionary<string, Dictionary<string, Declared>> _rules = [];
    private readonly Dictionary<string, Complex> _complex = [];
    private readonly Dictionary<string, List<Complex>> _complexByKey = [];
    private int _checks;
    private int _read;
    private bool _knowsPaper = true;

    /// <summary>Reads the style elements of a page, and the sheets that it carries in <c>data:</c> addresses (RFC 2397).</summary>
    public static StyleSheet Parse(string html)
    {
        if (!html.Contains("<style", StringComparison.OrdinalIgnoreCase) && !html.Contains("<link", StringComparison.OrdinalIgnoreCase))
            return None;
        var sheet = new StyleSheet();
        using var text = new StringReader(html);
        var tokenizer = new HtmlTokenizer(text) { IgnoreTruncatedTags = true };
        var inside = false;

        // The text of one element comes in parts, wherever it holds a "<".
        var within = new StringBuilder();
        while (sheet._read < MaxLength && tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                sheet.Read(within.ToString(), 0);
                within.Clear();
                inside = tag.Id == HtmlTagId.Style && !tag.IsEndTag && !tag.IsEmptyElement && IsForScreens(tag);
                if (tag.Id == HtmlTagId.Link && !tag.IsEndTag && IsForScreens(tag)
                    && Attribute(tag, "rel") is { } rel && rel.Contains("stylesheet", StringComparison.OrdinalIgnoreCase)
                    && !rel.Contains("alternate", StringComparison.OrdinalIgnoreCase)
                    && DataAddress.Css(Attribute(tag, "href") ?? "") is { } css)
                    sheet.Read(css, 0);
            }
            else if (inside && token is HtmlDataToken data && within.Length < MaxLength)
            {
                within.Append(data.Data);
            }
        }

        sheet.Read(within.ToString(), 0);
        return sheet;
    }

    /// <summary>What holds for an element, its own style included: each property once. Empty when the sheet says nothing.</summary>
    public IReadOnlyCollection<(string Name, string Value)> For(StyledElement element, string? own)
    {
        if (_rules.Count == 0 && _complex.Count == 0)
            return [];
        var all = new Dictionary<string, Declared>();
        Add(all, element.Name, element);
        Add(all, "*", element);
        foreach (var name in element.ClassNames)
        {
            Add(all, $".{name}", element);
            Add(all, $"{element.Name}.{name}");
        }

        if (element.Id is { Length: > 0 } id)
        {
            Add(all, $"#{id}", element);
            Add(all, $"{element.Name}#{id}");
        }

        if (all.Count == 0)
            return [];
        foreach (var declaration in Declarations(own ?? "", int.MaxValue))
            Put(all, declaration.Name, declaration.Declared);
        return [.. all.Select(static d => (d.Key, d.Value.Value))];
    }

    /// <summary>Adds what holds for a key, and for the element when it is given.</summary>
    private void Add(Dictionary<string, Declared> all, string key, StyledElement? element = null)
    {
        if (_rules.TryGetValue(key, out var rule))
            Add(all, rule);
        if (element is null || !_complexByKey.TryGetValue(key, out var complex))
            return;
        foreach (var candidate in complex)
        {
            var match = _checks++ < MaxChecks ? candidate.Selector.Matches(element) : SelectorMatch.Maybe;
            if (match == SelectorMatch.Yes || (match == SelectorMatch.Maybe && candidate.Hides()))
                Add(all, candidate.Rule);
            if (_checks > 2 * MaxChecks)
                break;
        }
    }

    private void Add(Dictionary<string, Declared> all, Dictionary<string, Declared> rule)
    {
        foreach (var (name, declared) in rule)
        {
            // Colours tell nothing when it is not known on what they are.
            if (_knowsPaper || !IsColour(name))
                Put(all, name, declared);
        }
    }

    private static bool IsForScreens(HtmlTagToken tag) =>
        Attribute(tag, "media") is not { } media || string.IsNullOrWhiteSpace(media) || MediaQuery.Holds($"@media {media}");

    private static string? Attribute(HtmlTagToken tag, string name) =>
        tag.Attributes.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    private void Read(string text, int depth)
    {
        text = text[..Math.Clamp(MaxLength - _read, 0, text.Length)];
        _read += text.Length;
        foreach (Match import in Import().Matches(text))
        {
            var media = import.Groups["media"].Value;
            if (depth < MaxNesting && (string.IsNullOrWhiteSpace(media) || MediaQuery.Holds($"@media {media}"))
                && DataAddress.Css(import.Groups["address"].Value) is { } css)
                Read(css, depth + 1);
        }

        Read(WithoutComments(text), "", 0);
    }

    /// <summary>Reads rules, those within a rule of others included.</summary>
    private void Read(string css, string parents, int depth)
    {
        for (var at = 0; css.IndexOf('{', at) is var open and >= 0;)
        {
            var before = css[at..open];
            before = before[(before.LastIndexOf(';') + 1)..].Trim('}', ' ', '\t', '\r', '\n', '\f');
            if (before.StartsWith('@'))
            {
                at = MediaQuery.Holds(before) ? open + 1 : EndOfBlock(css, open);
                continue;
            }

            var close = css.IndexOf('}', open);
            if (close < 0)
                close = css.Length;
            if (css.IndexOf('{', open + 1) is var inner and >= 0 && inner < close)
            {
                close = EndOfBlock(css, open);
                if (depth < MaxNesting)
                {
                    var own = css[(open + 1)..inner];
                    AddRules(before, own[..(own.LastIndexOf(';') + 1)], parents);
                    Read(css[(open + 1)..Math.Max(open + 1, close - 1)], parents.Length == 0 ? before : $"{parents} {before}", depth + 1);
                }

                at = close;
                continue;
            }

            AddRules(before, css[(open + 1)..close], parents);
            at = Math.Min(close + 1, css.Length);
        }
    }

    private void AddRules(string selectors, string block, string parents)
    {
        var declarations = Declarations(block, 0);
        if (declarations.Count == 0)
            return;
        foreach (var part in CssSelector.Split(selectors))
        {
            var selector = part.ToLowerInvariant();
            if (parents.Length > 0)
                selector = selector.Contains('&', StringComparison.Ordinal)
                    ? selector.Replace("&", $":is({parents})", StringComparison.Ordinal)
                    : $":is({parents}) {selector}";
            if (Rule(selector) is not var (rule, weight))
            {
                _knowsPaper &= !declarations.Any(static d => d.Name.StartsWith("background", StringComparison.Ordinal));
                continue;
            }

            foreach (var (name, declared) in declarations)
                Put(rule, name, declared with { Weight = weight, Order = _read });
        }

        // Of rules with the same weight the later one holds.
        _read++;
    }

    /// <summary>The rule of a selector, and what it weighs; null when no element that is seen has it.</summary>
    private (Dictionary<string, Declared> Rule, int Weight)? Rule(string selector)
    {
        if (Simple().IsMatch(selector))
        {
            if (!_rules.TryGetValue(selector, out var rule))
                _rules.Add(selector, rule = []);
            return (rule, (selector.Contains('#', StringComparison.Ordinal) ? 100 : 0)
                + (selector.Contains('.', StringComparison.Ordinal) ? 10 : 0)
                + (char.IsAsciiLetter(selector[0]) ? 1 : 0));
        }

        if (!_complex.TryGetValue(selector, out var complex))
        {
            if (CssSelector.Read(selector) is not { } read)
                return null;
            _complex.Add(selector, complex = new Complex(read, []));
            if (!_complexByKey.TryGetValue(read.Key, out var same))
                _complexByKey.Add(read.Key, same = []);
            same.Add(complex);
        }

        return (complex.Rule, complex.Selector.Weight);
    }

    private static void Put(Dictionary<string, Declared> all, string name, Declared declared)
    {
        if (!all.TryGetValue(name, out var before)
            || (declared.Important, declared.Weight, declared.Order).CompareTo((before.Important, before.Weight, before.Order)) >= 0)
            all[name] = declared;
    }

    private static List<(string Name, Declared Declared)> Declarations(string block, int weight)
    {
        var all = new List<(string, Declared)>();
        foreach (var part in block.Split(';'))
        {
            var important = part.Contains('!', StringComparison.Ordinal);
            foreach (var (name, value) in CssText.Declarations(part))
                all.Add((name, new Declared(value, important, weight, 0)));
        }

        return all;
    }

    private static bool IsColour(string name) => name == "color" || name.StartsWith("background", StringComparison.Ordinal);

    /// <summary>The place behind the brace that closes this one.</summary>
    private static int EndOfBlock(string css, int open)
    {
        var depth = 0;
        for (var at = open; at < css.Length; at++)
        {
            depth += css[at] == '{' ? 1 : css[at] == '}' ? -1 : 0;
            if (depth == 0)
                return at + 1;
        }

        return css.Length;
    }

    /// <summary>Without comments, and without the marks within strings that would end something outside of them.</summary>
    private static string WithoutComments(string css)
    {
        var plain = new System.Text.StringBuilder(css.Length);
        var quote = '\0';
        for (var at = 0; at < css.Length; at++)
        {
            var c = css[at];
            if (quote == '\0' && c == '/' && at + 1 < css.Length && css[at + 1] == '*')
            {
                var end = css.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? css.Length : end + 1;
                continue;
            }

            if (c == '\\' && at + 1 < css.Length)
            {
                // An escaped brace or quotation mark is part of a name.
                plain.Append(css[at + 1] is '{' or '}' or ';' or '"' or '\'' ? "_" : css.AsSpan(at, 2));
                at++;
                continue;
            }

            quote = quote == '\0' && c is '"' or '\'' && IsClosed(css, at) ? c : c == quote || c == '\n' ? '\0' : quote;
            plain.Append(quote != '\0' && c is '{' or '}' or ';' or ',' or ':' or '(' or ')' or '[' or ']' ? '_' : c);
        }

        // Marks of old that hide a style sheet from browsers older still.
        return plain.Replace("<!--", "").Replace("-->", "").ToString();
    }

    /// <summary>Whether a quotation ends on its line; if not, browsers pass over it.</summary>
    private static bool IsClosed(string css, int open)
    {
        var rest = css.AsSpan(open + 1, Math.Min(1_000, css.Length - open - 1));
        var end = rest.IndexOfAny(css[open], '\n');
        return end >= 0 && rest[end] == css[open];
    }

    [GeneratedRegex(
        @"@import\s{1,9}(?:url\(\s{0,9})?(?:""(?<address>data:[^""]{0,300000})""|'(?<address>data:[^']{0,300000})'"
            + @"|(?<address>data:[^\s)""']{0,300000}))\s{0,9}\)?(?<media>[^;{}]{0,100});",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    [GeneratedRegex(@"^(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?(?<=.)$")]
    private static partial Regex Simple();

    /// <summary>A selector of several parts or conditions, with what is declared for it.</summary>
    private sealed record Complex(CssSelector Selector, Dictionary<string, Declared> Rule)
    {
        public bool Hides() => InlineStyle.Hides(Rule.Select(static r => (r.Key, r.Value.Value)));
    }

    private readonly record struct Declared(string Value, bool Important, int Weight, int Order);
}
