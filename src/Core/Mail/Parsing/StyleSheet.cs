using System.Text.RegularExpressions;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>What the <c>style</c> elements of a page say about tags, classes and ids: rules with one selector such as <c>p</c>,
/// <c>.x</c>, <c>#x</c> or <c>p.x</c>, outside of media queries for anything but a screen. Other selectors are passed over.</summary>
internal sealed partial class StyleSheet
{
    /// <summary>Characters read; no mail that is meant for people has more.</summary>
    private const int MaxLength = 300_000;

    /// <summary>Classes of one element that count.</summary>
    private const int MaxClasses = 16;

    private static readonly StyleSheet None = new();

    private readonly Dictionary<string, Dictionary<string, Declared>> _rules = [];
    private int _read;
    private bool _knowsPaper = true;

    /// <summary>Reads the style elements of a page.</summary>
    public static StyleSheet Parse(string html)
    {
        if (!html.Contains("<style", StringComparison.OrdinalIgnoreCase))
            return None;
        var sheet = new StyleSheet();
        using var text = new StringReader(html);
        var tokenizer = new HtmlTokenizer(text) { IgnoreTruncatedTags = true };
        var inside = false;
        while (sheet._read < MaxLength && tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
                inside = tag.Id == HtmlTagId.Style && !tag.IsEndTag && !tag.IsEmptyElement;
            else if (inside && token is HtmlDataToken data)
                sheet.Read(data.Data[..Math.Min(data.Data.Length, MaxLength - sheet._read)]);
        }

        return sheet;
    }

    /// <summary>What holds for an element, its own style included: each property once. Empty when the sheet says nothing.</summary>
    public IReadOnlyCollection<(string Name, string Value)> For(HtmlTagToken tag, string? own)
    {
        if (_rules.Count == 0)
            return [];
        var all = new Dictionary<string, Declared>();
        var element = tag.Name.ToLowerInvariant();
        Add(all, element);
        foreach (var attribute in tag.Attributes)
        {
            var mark = attribute.Id == HtmlAttributeId.Class ? '.' : attribute.Id == HtmlAttributeId.Id ? '#' : '\0';
            if (mark == '\0' || attribute.Value is not { Length: > 0 } value)
                continue;
            foreach (var name in value.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxClasses))
            {
                Add(all, $"{mark}{name}");
                Add(all, $"{element}{mark}{name}");
            }
        }

        if (all.Count == 0)
            return [];
        foreach (var declaration in Declarations(own ?? "", int.MaxValue))
            Put(all, declaration.Name, declaration.Declared);
        return [.. all.Select(static d => (d.Key, d.Value.Value))];
    }

    private void Add(Dictionary<string, Declared> all, string selector)
    {
        if (!_rules.TryGetValue(selector, out var rule))
            return;
        foreach (var (name, declared) in rule)
        {
            // Colours tell nothing when it is not known on what they are.
            if (_knowsPaper || !IsColour(name))
                Put(all, name, declared);
        }
    }

    private void Read(string text)
    {
        _read += text.Length;
        var css = WithoutComments(text);
        for (var at = 0; css.IndexOf('{', at) is var open and >= 0;)
        {
            var before = css[at..open];
            before = before[(before.LastIndexOf(';') + 1)..].Trim('}', ' ', '\t', '\r', '\n', '\f');
            if (before.StartsWith('@'))
            {
                at = IsForScreens(before) ? open + 1 : EndOfBlock(css, open);
                continue;
            }

            var close = css.IndexOf('}', open);
            if (close < 0)
                close = css.Length;
            AddRules(before, css[(open + 1)..close]);
            at = Math.Min(close + 1, css.Length);
        }
    }

    private void AddRules(string selectors, string block)
    {
        var declarations = Declarations(block, 0);
        if (declarations.Count == 0)
            return;
        foreach (var part in selectors.Split(','))
        {
            var selector = part.Trim().ToLowerInvariant();
            if (!Simple().IsMatch(selector))
            {
                _knowsPaper &= !declarations.Any(static d => d.Name.StartsWith("background", StringComparison.Ordinal));
                continue;
            }

            if (!_rules.TryGetValue(selector, out var rule))
                _rules.Add(selector, rule = []);
            var weight = (selector.Contains('#', StringComparison.Ordinal) ? 100 : 0) + (selector.Contains('.', StringComparison.Ordinal) ? 10 : 0)
                + (char.IsAsciiLetter(selector[0]) ? 1 : 0);
            foreach (var (name, declared) in declarations)
                Put(rule, name, declared with { Weight = weight, Order = _read });
        }

        // Of rules with the same weight the later one holds.
        _read++;
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

    private static bool IsForScreens(string rule) =>
        string.Join(' ', rule.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is "@media" or "@media all" or "@media screen"
            or "@media only screen";

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

    private static string WithoutComments(string css)
    {
        if (!css.Contains("/*", StringComparison.Ordinal) && !css.Contains("--", StringComparison.Ordinal))
            return css;
        var plain = new System.Text.StringBuilder(css.Length);
        for (var at = 0; at < css.Length;)
        {
            var begin = css.IndexOf("/*", at, StringComparison.Ordinal);
            plain.Append(css, at, (begin < 0 ? css.Length : begin) - at);
            var end = begin < 0 ? -1 : css.IndexOf("*/", begin + 2, StringComparison.Ordinal);
            at = end < 0 ? css.Length : end + 2;
        }

        // Marks of old that hide a style sheet from browsers older still.
        return plain.Replace("<!--", "").Replace("-->", "").ToString();
    }

    [GeneratedRegex(@"^(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?(?<=.)$")]
    private static partial Regex Simple();

    private readonly record struct Declared(string Value, bool Important, int Weight, int Order);
}
