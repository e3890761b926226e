using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text;

/// <summary>Finds in a text what is written in several ways and means one thing: days, amounts, numbers of documents, telephone numbers and
/// mail addresses. Each becomes one word that no text holds, so that an index finds a text whichever way it or the question writes it.
/// Where a date can be read in two ways it becomes both.</summary>
public static partial class Facts
{
    /// <summary>Characters of a text that are looked at.</summary>
    private const int MaxText = 200_000;

    /// <summary>Facts of one text.</summary>
    private const int MaxFacts = 400;

    private const string MonthNames = "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|"
        + "aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?";

    private static readonly string[] MonthBeginnings = ["jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "de"];

    /// <summary>A fact has one of these within as many characters as an address may have in front of its sign.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("@0123456789");

    private const int BeforeSign = 64;

    /// <summary>What follows a fact is looked at too: it may be the currency, on the next line.</summary>
    private const int Behind = 5;

    /// <summary>The words that stand for the facts of a text, each once.</summary>
    public static IReadOnlyList<string> Read(string text)
    {
        var facts = new OrderedDictionary<string, bool>();
        var head = text.Length > MaxText ? text[..MaxText] : text;

        // No fact goes over the end of a line, and most lines have none: that is told far quicker than the pattern does.
        for (int start = 0, end; start < head.Length && facts.Count < MaxFacts; start = end + 1)
        {
            end = head.IndexOf('\n', start) is var at and >= 0 ? at : head.Length;
            var line = head.AsSpan(start, end - start);
            if (line.IndexOfAny(Signs) is var sign and >= 0)
            {
                var pattern = line[sign..].Contains('@') ? Fact() : FactBesideAddresses();
                ReadLine(head, start + Math.Max(0, sign - BeforeSign), end, pattern, facts);
            }
        }

        return [.. facts.Keys];
    }

    private static void ReadLine(string text, int from, int end, Regex regex, OrderedDictionary<string, bool> facts)
    {
        foreach (var found in regex.EnumerateMatches(text.AsSpan(0, Math.Min(text.Length, end + Behind)), from))
        {
            if (found.Index >= end || facts.Count >= MaxFacts)
                return;
            foreach (var fact in Read(regex.Match(text, found.Index)))
                facts.TryAdd(fact, true);
        }
    }

    private static IEnumerable<string> Read(Match match)
    {
        if (match.Groups["mail"] is { Success: true } mail)
            return [$"factp{Plain(mail.Value)}"];
        if (match.Groups["iso"] is { Success: true } iso)
            return Day(Number(iso.Value[..4]), Number(iso.Value[5..7]), Number(iso.Value[8..]));
        if (match.Groups["name"] is { Success: true } name)
            return Day(Number(match.Groups["year"].Value), Month(name.Value), Number(match.Groups["day"].Value));
        if (match.Groups["one"] is { Success: true } one)
        {
            var (first, second) = (Number(one.Value), Number(match.Groups["two"].Value));
            var year = Number(match.Groups["y"].Value) is var y && y < 100 ? y + (y >= 70 ? 1900 : 2000) : y;
            return Day(year, second, first).Concat(Day(year, first, second));
        }

        if (match.Groups["code"] is { Success: true } code)
            return Code(code.Value);
        return Amount(match.Value);
    }

    private static IEnumerable<string> Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && year >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? [string.Create(CultureInfo.InvariantCulture, $"factd{year:0000}{month:00}{day:00}")]
            : [];

    /// <summary>Letters and digits that belong together, or digits that are too many for an amount.</summary>
    private static IEnumerable<string> Code(string text)
    {
        var plain = Plain(text);
        var digits = plain.Count(char.IsDigit);
        return digits >= 7 && digits == plain.Length ? [$"facti{plain.TrimStart('0')}"]
            : digits >= 2 && digits < plain.Length ? [$"facti{plain}"] : [];
    }

    private static IEnumerable<string> Amount(string text)
    {
        var digits = text.Trim();
        var last = digits.LastIndexOfAny(['.', ',']);
        var cents = last >= 0 && digits.Length - last - 1 == 2 ? digits[(last + 1)..] : "";
        var whole = Plain(cents.Length > 0 ? digits[..last] : digits).TrimStart('0');
        return whole.Length == 0 ? [] : [$"facta{whole}{(cents is "" or "00" ? "" : $"c{cents}")}"];
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    private static int Month(string name)
    {
        var lower = name.ToLowerInvariant().Replace('ä', 'a');
        return lower.StartsWith("mar", StringComparison.Ordinal) ? 3
            : Array.FindIndex(MonthBeginnings, b => lower.StartsWith(b, StringComparison.Ordinal)) + 1;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string Address = @"(?<![a-z0-9._%+-])(?<mail>[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})";

    private const string Others =
        @"(?<![\w.-])(?:(?<iso>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})"
        + @"|(?<one>[0-9]{1,2})(?<s>[./-])(?<two>[0-9]{1,2})(?-i:\k<s>)(?<y>(?:19|20)?[0-9]{2})"
        + @"|(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](?:of )?(?<name>" + MonthNames + @")\.?,?[ -](?<year>(?:19|20)[0-9]{2})"
        + @"|(?<name>" + MonthNames + @")\.? (?<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<year>(?:19|20)[0-9]{2})"
        + @"|(?<code>[a-z]{1,8}[-/#_]?[0-9]{2,12}(?:[-/._][a-z0-9]{1,12}){0,4}|\+?[0-9]{2,5}(?:[ /()-]{1,2}[0-9]{2,12}){1,5}|[0-9]{7,16})"
        + @"|[0-9]{1,3}(?:[.,'][0-9]{3}){1,4}(?:[.,][0-9]{2})?|(?<=[$€£¥]\s?)[0-9]{1,9}(?:[.,][0-9]{2})?"
        + @"|[0-9]{1,9}(?:[.,][0-9]{2})?(?=\s?(?:[$€£¥]|eur|usd|gbp|chf)\b?)|(?<![\w.,])[0-9]{4,9}(?:[.,][0-9]{2})?)(?![\w-])";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(Address + "|" + Others, Options)]
    private static partial Regex Fact();

    [GeneratedRegex(Others, Options)]
    private static partial Regex FactBesideAddresses();
}
