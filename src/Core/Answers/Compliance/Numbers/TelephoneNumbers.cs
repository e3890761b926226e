using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>Telephone numbers as people write them: international (E.164, of a country that has numbers), of North America, with a national
/// prefix, and others when the words before speak of telephones.</summary>
internal static partial class TelephoneNumbers
{
    public const string What = "telephone number";

    private static readonly SearchValues<char> Separators = SearchValues.Create(" -/.()");

    /// <summary>Country calling codes (ITU-T E.164): all of one and two digits, and those of three by their first two.</summary>
    private static readonly FrozenSet<string> Codes =
        ("1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 "
            + "94 95 98 "
        + "211 212 213 216 218 22 23 24 25 26 290 291 297 298 299 35 37 38 42 50 59 67 68 69 80 85 870 878 88 96 97 99").Split(' ')
            .ToFrozenSet();

    public static IEnumerable<Finding> Find(string text)
    {
        foreach (Match match in Written().Matches(text))
        {
            var end = match.Index + match.Length;
            if (End(text, match, end) is > 0 and var last && IsNumber(text, match, last))
                yield return new Finding(match.Index, last, What);
        }
    }

    /// <summary>Where the number ends: a last group that begins a time, a sum or a span of hours is none of it.</summary>
    private static int End(string text, Match match, int end)
    {
        while (Belongs().IsMatch(text.AsSpan(end, Math.Min(12, text.Length - end))))
        {
            end--;
            while (end > match.Index && char.IsAsciiDigit(text[end]))
                end--;
            while (end > match.Index && !char.IsAsciiDigit(text[end - 1]))
                end--;
            if (end <= match.Index)
                return 0;
        }

        return end;
    }

    private static bool IsNumber(string text, Match match, int end)
    {
        var number = text.AsSpan(match.Index, end - match.Index);
        Span<char> digits = stackalloc char[40];
        var count = 0;
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
                digits[count++] = c;
        }

        digits = digits[..count];
        if (NumberLabels.NamesAThing(text, match.Index) || NumberLabels.IsInUrl(text, match.Index) || Date().IsMatch(number))
            return false;
        var spoken = NumberLabels.SpeaksOfPhones(text, match.Index, end);
        if (!spoken && NumberLabels.IsAmount(text, end))
            return false;
        if (match.Groups["world"].Success)
        {
            if (digits.StartsWith("00"))
                digits = digits[2..];
            return digits.Length is >= 8 and <= 15 && IsCountry(digits) && (spoken || !number.StartsWith("+ ") || !IsSum().IsMatch(number))
                && (number[0] is '+' or '(' || spoken || number.ContainsAny(Separators));
        }

        if (match.Groups["north"].Success)
            return spoken || !NumberLabels.MentionsAThing(text, match.Index);
        if (match.Groups["trunk"].Success)
            return digits.Length is >= 8 and <= 12
                && (spoken
                    || (digits.Length >= 9 && number.ContainsAny(Separators) && !IsList(number)
                        && !NumberLabels.MentionsAThing(text, match.Index)));
        return spoken && digits.Length is >= 6 and <= 13;
    }

    /// <summary>"0745 1130 1415", "020 030 040": three groups of three or four digits are times or sizes.</summary>
    private static bool IsList(ReadOnlySpan<char> number)
    {
        var length = number.IndexOf(' ');
        if (length is not (3 or 4) || number.Length < (3 * length) + 2)
            return false;
        for (var i = 0; i < number.Length; i++)
        {
            if (i % (length + 1) == length ? number[i] != ' ' : !char.IsAsciiDigit(number[i]))
                return false;
        }

        return number.Length % (length + 1) == length;
    }

    private static bool IsCountry(ReadOnlySpan<char> digits)
    {
        var codes = Codes.GetAlternateLookup<ReadOnlySpan<char>>();
        return codes.Contains(digits[..1]) || codes.Contains(digits[..2]) || codes.Contains(digits[..3]);
    }

    [GeneratedRegex(
        @"(?<![\w,+-]|\d[./:]|[$€£#][ ]?|(?:EUR|USD|GBP|CHF)[ ])(?:(?<world>\(?(?:\+"
            + @"|00)[ ]?[1-9]\d{0,2}\)?(?:[ -]?\(\d{1,5}\))?[ ./-]{0,3}\d{1,14}(?:(?:[ ]?[-/][ ]?|[ .])\d{1,12}){0,7})"
        + @"|(?<north>(?:1[ .-])?(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?)"
        + @"|(?<trunk>\(?0(?!00)\d{1,5}\)?(?:[ ]?[-/][ ]?|[ ./]|\)[ ]?)?\d{2,11}(?:[ ./-]\d{2,8}){0,4})"
        + @"|(?<other>8[ ]?\(\d{3,4}\)[ ]?\d{2,3}(?:[ -]\d{2}){2}|\(?\d{2,5}\)?(?:[ ./-]\d{2,8}){1,5}|\d{7,12}))(?![\w%]|[.,]\d|-\w)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    /// <summary>What makes the digits before it something else.</summary>
    [GeneratedRegex(
        @"^(?::\d|[ ]?(?:%|€|\$|£|EUR|USD|GBP|hours?\b|hrs?\b|h\b|Uhr|days?\b|am\b|pm\b|a\.m|p\.m|min\b|minutes|km\b|kg\b|mm\b|°))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Belongs();

    /// <summary>"+ 12 500 000": thousands apart.</summary>
    [GeneratedRegex(@"^\+ \d{1,3}(?: \d{3})+$", RegexOptions.CultureInvariant)]
    private static partial Regex IsSum();

    [GeneratedRegex(
        @"^(?:\d{1,2}(?<mark>[./-])\d{1,2}\k<mark>(?:19|20)?\d{2}|\d{1,2}[ ]\d{1,2}[ ](?:19|20)\d{2}|(?:19"
            + @"|20)\d{2}[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,3}(?:\.\d{1,3}){3}|97[89][ -].*)(?:[ ]\d.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
