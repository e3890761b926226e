using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>Numbers of payment cards (ISO/IEC 7812): what a brand's numbers begin with, as many digits as it gives them, a valid last one,
/// grouped as on cards or spoken of as one, and not called the number of something else.</summary>
internal static class CardNumbers
{
    public const string What = "card number";

    private const int MaxDigits = 19;

    /// <summary>First digits (from, to), and how many digits such numbers have.</summary>
    private static readonly (int From, int To, int Min, int Max)[] Brands =
    [
        (4, 4, 13, 19), // Visa
        (51, 55, 16, 16), (2221, 2720, 16, 16), // Mastercard
        (34, 34, 15, 15), (37, 37, 15, 15), // American Express
        (300, 305, 14, 19), (309, 309, 14, 19), (36, 36, 14, 19), (38, 39, 14, 19), // Diners Club
        (3528, 3589, 16, 19), // JCB
        (6011, 6011, 16, 19), (644, 649, 16, 19), (65, 65, 16, 19), // Discover
        (62, 62, 16, 19), (81, 82, 16, 19), // UnionPay, RuPay
        (2200, 2204, 16, 19), // Mir
        (9792, 9792, 16, 16), // Troy
        (50, 50, 12, 19), (56, 58, 12, 19), (60, 60, 16, 19), (63, 63, 12, 19), (67, 67, 12, 19), // Maestro, Elo, Verve, RuPay
    ];

    public static IEnumerable<Finding> Find(string text)
    {
        foreach (var run in DigitRuns.From(text))
        {
            for (var first = 0; first < run.Count; first++)
            {
                if (Last(text, run, first) is not (>= 0 and var last))
                    continue;
                yield return new Finding(run[first].Start, run[last].End, What);
                first = last;
            }
        }
    }

    /// <summary>The last group of the longest card number that begins with a group; -1 when none does.</summary>
    private static int Last(string text, IReadOnlyList<DigitGroup> run, int first)
    {
        Span<char> digits = stackalloc char[MaxDigits];
        int count = 0, best = -1;
        for (var last = first; last < run.Count && count + run[last].Length <= MaxDigits; last++)
        {
            text.AsSpan(run[last].Start, run[last].Length).CopyTo(digits[count..]);
            count += run[last].Length;
            if (count >= 12 && IsBrand(digits[..count]) && CheckDigits.IsLuhn(digits[..count]) && IsSaid(text, run, first, last, count))
                best = last;
        }

        return best;
    }

    /// <summary>Whether form and words around say that it is a card's.</summary>
    private static bool IsSaid(string text, IReadOnlyList<DigitGroup> run, int first, int last, int count)
    {
        var isGrouped = IsGrouped(run, first, last);
        if (!isGrouped && (first > 0 || last < run.Count - 1))
            return false;
        var (start, end) = (run[first].Start, run[last].End);
        var before = start > 0 ? text[start - 1] : ' ';
        var behind = end < text.Length ? text[end] : ' ';
        if (char.IsLetterOrDigit(behind) || behind is '_' or '@' or '%' || before is '+' or '@' or '%' or '_' or '$' or '€' or '£')
            return false;
        var spoken = NumberLabels.SpeaksOfCards(text, start, end);
        if (char.IsLetter(before) && !(spoken && char.IsAsciiLetter(before) && IsWordOfCards(text, start)))
            return false;

        // "Invoice 4532 ... was paid" may be a card's; "invoice no. 4532 ..." is none.
        if (NumberLabels.NamesAThing(text, start))
        {
            return isGrouped && last > first && !NumberLabels.IsInUrl(text, start)
                && (NumberLabels.NamesANumber(text, start) ? NumberLabels.NamesCards(text, start, end) : spoken);
        }

        if (NumberLabels.NamesAThingBehind(text, end))
            return isGrouped && last > first && NumberLabels.NamesCards(text, start, end);
        if (spoken)
            return true;
        if (!isGrouped || (last > first && (IsOneOfMany(text, run, first - 1, first - 1) || IsOneOfMany(text, run, last, last + 1)))
            || IsTight(text, run, first - 1, ".-_/") || IsTight(text, run, last, ".-_") || before == '#'
            || NumberLabels.IsInUrl(text, start))
            return false;
        return last > first || (count is 15 or 16 && !NumberLabels.MentionsAThing(text, start));
    }

    /// <summary>Whether the group and the next one have one such mark between them and nothing else: they are parts of one
    /// number.</summary>
    private static bool IsTight(string text, IReadOnlyList<DigitGroup> run, int group, string marks) =>
        group >= 0 && group + 1 < run.Count && run[group + 1].Start - run[group].End == 1
            && marks.Contains(text[run[group].End], StringComparison.Ordinal);

    /// <summary>Whether the group is one more of four digits on the same line: these are columns of figures.</summary>
    private static bool IsOneOfMany(string text, IReadOnlyList<DigitGroup> run, int gap, int group) =>
        gap >= 0 && group < run.Count && run[group].Length == 4 && !text.AsSpan(run[gap].End, run[gap + 1].Start - run[gap].End)
            .Contains('\n');

    private static bool IsWordOfCards(string text, int start)
    {
        var from = start;
        while (from > 0 && start - from < 20 && char.IsAsciiLetter(text[from - 1]))
            from--;
        return NumberLabels.SpeaksOfCards(text[from..start] + " ", start - from, start - from);
    }

    private static bool IsGrouped(IReadOnlyList<DigitGroup> run, int first, int last) => (last - first) switch
    {
        0 => true,
        1 => run[first].Length == 8 && run[last].Length == 8,
        2 => run[first].Length == 4 && run[first + 1].Length == 6 && run[last].Length is 4 or 5,
        3 or 4 => run[first].Length == 4 && run[first + 1].Length == 4 && run[first + 2].Length == 4
            && run[first + 3].Length is >= 2 and <= 4
            && (last - first == 3 || (run[first + 3].Length == 4 && run[last].Length <= 3)),
        _ => false,
    };

    private static bool IsBrand(ReadOnlySpan<char> digits)
    {
        foreach (var (from, to, min, max) in Brands)
        {
            var width = from < 10 ? 1 : from < 100 ? 2 : from < 1000 ? 3 : 4;
            if (digits.Length >= min && digits.Length <= max
                && int.Parse(digits[..width], System.Globalization.CultureInfo.InvariantCulture) is var start && start >= from
                && start <= to)
                return true;
        }

        return false;
    }
}
