using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Tells the name from the date in one half of an introduction: "Fri, 3 May 2024 at 10:12 AM Anna Berg &lt;anna@example.com&gt;".
/// </summary>
/// <param name="Name">The name; the address where there is none; empty when neither is there.</param>
/// <param name="Date">The words of the date; empty when there is none.</param>
/// <param name="HasAddress">Whether an address stands there.</param>
internal readonly partial record struct NameAndDate(string Name, string Date, bool HasAddress)
{
    /// <summary>Words that stand between or before the parts of a date.</summary>
    private static readonly FrozenSet<string> Joints = new[]
    {
        "on", "at", "of", "the", "am", "pm", "a.m.", "p.m.", "um", "uhr", "le", "à", "à(s)", "el", "a", "las", "la", "de",
        "del", "em", "no",
        "dia", "às", "il", "giorno", "alle", "ore", "op", "om", "uur", "den", "kl", "kl.", "klo", "o", "godz", "godz.", "w",
        "dniu", "dnia",
        "dne", "dňa", "v", "в", "г", "г.", "в.", "at:", "saat", "tarihinde", "tarihli", "időpont:", "gmt", "utc", "cet", "cest",
        "est", "edt",
        "pst", "pdt", "cst", "cdt", "bst", "h", "om:", "στις", "in", "data", "-", "–", "on:", "在", "于", "於", "上午",
        "下午", "오전", "오후", "ve", "р", "р.", "о", "în", "на", "ч", "ч.", "у",
        "дана", "kell", "kuupäev", "þann", "plkst.",
        "pada", "pukul", "vào", "lúc", "thg", "th", "les", "π.μ.", "μ.μ.", "—",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words beside a name that are none of it.</summary>
    private static readonly FrozenSet<string> Beside = new[]
    {
        "hat", "heeft", "ha", "a", "het", "volgende", "folgendes", "following", "the", "odesílatel", "użytkownik", "wiadomość",
        "osoba", "przez", "от",
        "şunu", "şunları", "şöyle", "님이", "さん", "さんは", "user", "quoting", "zitat", "von", "by", "---", "--",
        "*", "from", "followed", "ο", "η", "χρήστης", "oseba", "je", "lietotājs", "—",
        "следующее",
        "så", "her", "ezt", "följande", "følgende", "lo", "siguiente", "seguinte", "o", "quanto", "segue", "ce", "qui", "suit", "",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Around =
        [',', ';', '，', '、', '(', ')', '[', ']', '"', '\'', '“', '”', '„', '«', '»', ':', '*', '（', '）', ' '];

    /// <summary>Reads one half.</summary>
    public static NameAndDate Read(string half)
    {
        var words = Space().Split(half.Trim().Replace("，", "， ", StringComparison.Ordinal)
            .Replace("、", "、 ", StringComparison.Ordinal))
            .Where(static w => w.Length > 0).ToArray();
        var (from, hasDate) = DateFrom(words);
        var to = words.Length;
        var trailing = 0;
        while (to - 1 > from && IsDatePart(words, to - 1, trailing > 0))
        {
            trailing += IsDate(words, to - 1) ? 1 : 0;
            to--;
        }

        if (trailing == 0)
            to = words.Length;
        if (!hasDate && trailing == 0)
            from = SkipJoints(words);
        var name = NameIn(string.Join(' ', words[from..to]), out var hasAddress);
        var date = hasDate ? string.Join(' ', words[..from]) : trailing > 0 ? string.Join(' ', words[to..]) : "";
        return new NameAndDate(name, date, hasAddress);
    }

    /// <summary>Whether a whole line is a date and time and nothing else.</summary>
    public static bool IsDateAlone(string line) => line.Any(char.IsAsciiDigit) && Read(line) is { Name.Length: 0, Date.Length: > 0 };

    private static (int From, bool HasDate) DateFrom(string[] words)
    {
        int from = 0, dates = 0;
        while (from < words.Length
            && (IsDatePart(words, from, dates > 0) || (dates == 0 && from > 0 && IsUnknownDay(words, from))))
        {
            if (IsDate(words, from) || (dates == 0 && from > 0 && IsUnknownDay(words, from)))
                dates++;
            else if (dates == 0 && from > 2)
                break;
            from++;
        }

        return dates > 0 ? (from, true) : (0, false);
    }

    private static int SkipJoints(string[] words)
    {
        var from = 0;
        while (from < words.Length - 1 && Joints.Contains(Bare(words[from])))
            from++;
        return from;
    }

    private static bool IsDatePart(string[] words, int at, bool began)
    {
        var bare = Bare(words[at]);
        return IsDate(words, at) || (began && IsZone(words, at)) || bare.Length == 0 || Joints.Contains(bare) || Joints.Contains(words[at])
            || (began && bare.Length == 1 && words[at].StartsWith('('))
            || (began && bare.Length <= 2 && !char.IsUpper(bare[0]) && char.IsLetter(bare[0]) && bare[0] < 0x250);
    }

    /// <summary>"GMT+2," and "BRT," behind a time: a comma separates a zone from the name, which may be in capitals too.</summary>
    private static bool IsZone(string[] words, int at) => at > 0 && words[at].EndsWith(',') && Zone().IsMatch(Bare(words[at]))
        && (words[at - 1].Contains(':', StringComparison.Ordinal) || Bare(words[at - 1]).ToUpperInvariant() is "AM" or "PM");

    private static bool IsDate(string[] words, int at)
    {
        var bare = Bare(words[at]);
        if (bare.Length == 0 || bare.Contains('@', StringComparison.Ordinal) || bare.StartsWith('<'))
            return false;
        if (bare.Any(char.IsAsciiDigit))
            return DateDigits().IsMatch(bare);

        // "mar" is a day and a month in Spanish and Romanian.
        if (Months.IsDay(bare.TrimEnd('.'))
            && (IsNumber(words, at + 1) || IsNumber(words, at - 1) || NextIsMonth(words, at + 1) || at == words.Length - 1))
            return true;
        return Months.IsMonth(bare.TrimEnd('.'))
            && (IsNumber(words, at + 1) || IsDayBefore(words, at - 1) || (IsJoint(words, at - 1) && IsDayBefore(words, at - 2)))
            && !Enumerable.Range(0, at).Any(i => Bare(words[i]).TrimEnd('.') is var before && Months.IsMonth(before)
                && !Months.IsDay(before) && IsNumber(words, i + 1));
    }

    /// <summary>"Pada Sel, 3 Mar 2026": behind a word that begins a date, a short one before a day's number is a day's name in whatever
    /// language.</summary>
    private static bool IsUnknownDay(string[] words, int at) =>
        words[at].EndsWith(',') && Bare(words[at]) is { Length: <= 6 } day && day.All(static c => char.IsLetter(c) || c == '.')
            && IsDayBefore(words, at + 1);

    private static bool NextIsMonth(string[] words, int at) =>
        at < words.Length && Months.IsMonth(Bare(words[at]).TrimEnd('.')) && IsNumber(words, at + 1);

    private static bool IsJoint(string[] words, int at) => at > 0 && Bare(words[at]) is "de" or "of";

    private static bool IsNumber(string[] words, int at) =>
        at >= 0 && at < words.Length && char.IsAsciiDigit(Bare(words[at]).FirstOrDefault()) && !words[at]
            .Contains('@', StringComparison.Ordinal);

    /// <summary>"3", "3." and "3rd"; behind a comma or a time a month would be somebody's name.</summary>
    private static bool IsDayBefore(string[] words, int at) =>
        IsNumber(words, at) && !words[at].EndsWith(',') && Bare(words[at]).TrimEnd('.') is { Length: <= 4 } day
            && !day.Contains(':', StringComparison.Ordinal) && !day.Contains('.', StringComparison.Ordinal);

    private static string Bare(string word) => word.Trim(Around);

    private static string NameIn(string text, out bool hasAddress)
    {
        var address = Address().Match(text);
        hasAddress = address.Success;
        var name = hasAddress ? text[..address.Index] : text;
        name = MailTo().Replace(name, " ");
        var words = Space().Split(name.Trim(Around)).ToList();
        while (words.Count > 0 && Beside.Contains(words[0].Trim(Around)))
            words.RemoveAt(0);
        while (words.Count > 0 && Beside.Contains(words[^1].Trim(Around)))
            words.RemoveAt(words.Count - 1);
        name = string.Join(' ', words).Trim(Around);
        if (name.Length > 0 || !hasAddress)
            return name.EndsWith("さん", StringComparison.Ordinal) ? name[..^2].Trim() : name;
        return address.Groups["address"].Value;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"^(?:[A-Z]{2,5}|(?:GMT|UTC|UT)[+-]\d{1,2}(?::?\d\d)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();

    [GeneratedRegex(@"[<(\[]?\s*(?:mailto:)?(?<address>[^\s<>()\[\],;:""]{1,100}@[^\s<>()\[\],;:""]{1,150})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\[mailto:[^\]]{0,200}\]?|\(?<?$", RegexOptions.CultureInvariant)]
    private static partial Regex MailTo();

    /// <summary>Digits as dates and times have them, with the signs of months and days of Chinese, Japanese and Korean.</summary>
    [GeneratedRegex(@"^[在于於(（]?[+\-]?\d{1,4}(?:st|nd|rd|th|er|º"
        + @"|ª)?(?:[./:\-年月日时時分년월일시분hT](?:\d{1,4})?[AaPp]?[Mm]?[Zz]?)*\S{0,8}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex DateDigits();
}
