using System.Globalization;
using System.Text;
using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search;

/// <summary>Reads the search language: words, <c>"phrases"</c>, <c>-minus</c>, and <c>from: to: subject: after: before: in:
/// has:attachment</c>, each with an optional minus and quoted values. Any string is a legal query: what is no operator is
/// words.</summary>
public static class QueryParser
{
    /// <summary>Longer queries are cut; nobody types them.</summary>
    public const int MaxLength = 4_096;

    /// <summary>More words than this add time and no sense.</summary>
    private const int MaxTerms = 64;

    /// <summary>Conditions on senders, recipients, subjects and folders that count, the first ones: each asks for many forms of a
    /// word.</summary>
    public const int MaxConditions = 32;

    /// <summary>Reads a query.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="zone">The zone in which bare dates are days. <c>after:</c> includes its day, <c>before:</c> excludes it.</param>
    public static SearchQuery Parse(string text, TimeZoneInfo zone)
    {
        var builder = new Builder(zone);
        foreach (var token in Tokens(Clean(text)))
            builder.Add(token);
        return builder.Build();
    }

    /// <summary>Reads a natural question: no operators, every word counts as one of the words.</summary>
    public static SearchQuery FromWords(string text, MailFilter filter)
    {
        var builder = new Builder(TimeZoneInfo.Utc) { Filter = filter };
        foreach (var word in Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            builder.Add(new Token(word, null, Quoted: false, Minus: false));
        return builder.Build();
    }

    /// <summary>Cut to length, never within a surrogate pair, and without NULs, which end a text in some stores.</summary>
    private static string Clean(string text)
    {
        var length = Math.Min(text.Length, MaxLength);
        if (length < text.Length && char.IsLowSurrogate(text[length]) && char.IsHighSurrogate(text[length - 1]))
            length--;
        return text[..length].Replace('\0', ' ');
    }

    private static IEnumerable<Token> Tokens(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var minus = text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != '-';
            if (minus)
                at++;
            var (value, quoted) = Value(text, ref at, stopAtColon: true);
            if (!quoted && at < text.Length && text[at] == ':' && IsOperator(value))
            {
                at++;
                var name = value.ToLowerInvariant();
                (value, _) = Value(text, ref at, stopAtColon: false);
                if (value.Length > 0)
                    yield return new Token(value, name, Quoted: false, minus);
                else
                    yield return new Token(name, null, Quoted: false, minus);
                continue;
            }

            if (!quoted)
            {
                // No operator: the colon belongs to the word ("re:", "10:30", a URL).
                var (rest, _) = Value(text, ref at, stopAtColon: false);
                value += rest;
            }

            if (value.Length > 0)
                yield return new Token(value, null, quoted, minus);
        }
    }

    private static (string Value, bool Quoted) Value(string text, ref int at, bool stopAtColon)
    {
        if (at < text.Length && text[at] is '"' or '\u201C' or '\u201E')
        {
            var close = text.AsSpan(at + 1).IndexOfAny('"', '\u201D', '\u201C');
            var end = close < 0 ? text.Length : at + 1 + close;
            var inside = text[(at + 1)..end];
            at = Math.Min(end + 1, text.Length);
            return (inside, true);
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !(stopAtColon && text[at] == ':'))
            at++;
        return (text[start..at], false);
    }

    private static bool IsOperator(string name) => name.ToLowerInvariant()
        is "from" or "to" or "subject" or "after" or "before" or "in" or "has";

    private readonly record struct Token(string Value, string? Operator, bool Quoted, bool Minus);

    private sealed class Builder(TimeZoneInfo zone)
    {
        private readonly List<string> _any = [];
        private readonly List<string> _all = [];
        private readonly List<string> _none = [];
        private readonly StringBuilder _text = new();
        private int _conditions;

        public MailFilter Filter { get; set; } = MailFilter.None;

        public void Add(Token token)
        {
            if (token.Operator is null || !TryFilter(token))
                AddWords(token);
        }

        public SearchQuery Build()
        {
            // Words such as "the" only count when there is nothing else.
            var telling = _any.Where(static w => !StopWords.Contains(w)).Distinct().Take(MaxTerms).ToList();
            var any = telling.Count > 0 ? telling : [.. _any.Distinct().Take(MaxTerms)];
            return new SearchQuery(
                _text.ToString().TrimEnd(), any, [.. _all.Take(MaxTerms)], [.. _none.Take(MaxTerms)], Filter);
        }

        private void AddWords(Token token)
        {
            var words = Words.Split(token.Operator is null ? token.Value : $"{token.Operator} {token.Value}");
            if (words.Count == 0)
                return;
            if (token.Minus)
            {
                _none.Add(Phrase(words));
                return;
            }

            _text.Append(token.Value).Append(' ');
            if (token.Quoted)
                _all.Add(Phrase(words));
            else if (words.Any(static w => !StopWords.Contains(w.Text)))
                _any.Add(Phrase(words));
            else
                _any.AddRange(words.Select(static w => w.Text));
        }

        private static string Phrase(List<Word> words) => string.Join(' ', words.Select(static w => w.Text));

        private bool TryFilter(Token token)
        {
            var value = token.Value.Replace("\"", "", StringComparison.Ordinal).Trim();
            if (value.Length == 0)
                return false;
            if (token.Operator is "from" or "to" or "subject" or "in")
            {
                if (++_conditions > MaxConditions)
                    return true;
                value = MailLimits.Begin(value, MailFilter.MaxLength);
            }

            switch (token.Operator)
            {
                case "from":
                    Filter = token.Minus
                        ? Filter with { NotFrom = [.. Filter.NotFrom, value] }
                        : Filter with { From = [.. Filter.From, value] };
                    return true;
                case "to":
                    Filter = token.Minus
                        ? Filter with { NotTo = [.. Filter.NotTo, value] }
                        : Filter with { To = [.. Filter.To, value] };
                    return true;
                case "subject":
                    Filter = token.Minus
                        ? Filter with { NotSubject = [.. Filter.NotSubject, value] }
                        : Filter with { Subject = [.. Filter.Subject, value] };
                    return true;
                case "in":
                    Filter = token.Minus
                        ? Filter with { NotFolders = [.. Filter.NotFolders, value] }
                        : Filter with { Folders = [.. Filter.Folders, value] };
                    return true;
                case "has" when value.ToLowerInvariant() is "attachment" or "attachments":
                    Filter = Filter with { HasAttachments = !token.Minus };
                    return true;
                case "after" or "before" when Day(value) is { } day:
                    var since = token.Operator == "after" != token.Minus;
                    Filter = since
                        ? Filter with { Since = Filter.Since > day ? Filter.Since : day }
                        : Filter with { Until = Filter.Until < day ? Filter.Until : day };
                    return true;
                default:
                    return false;
            }
        }

        private DateTimeOffset? Day(string value) =>
            DateOnly.TryParseExact(value, ["yyyy-M-d", "yyyy/M/d", "yyyy-M", "yyyy/M", "yyyy"], CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var day)
                ? LocalDay.StartOf(day, zone)
                : null;
    }
}
