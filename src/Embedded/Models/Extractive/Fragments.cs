using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Tells lines that are no sentences.</summary>
internal static partial class Fragments
{
    /// <summary>Addresses in a line that lists whom a mail went to.</summary>
    private const int MinAddresses = 4;

    /// <summary>Words to an address in such a line, at most.</summary>
    private const int NamesOfAddress = 4;

    /// <summary>Signatures, addresses, captions: a few words that end in nothing.</summary>
    public static bool Is(string text)
    {
        var all = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = all.Count(static w => w.Length > 1 && w.Any(char.IsLower));
        return words < 4 || (words < 8 && text[^1] is not ('.' or '!' or '?' or ';' or ',' or ':' or ')')
            && all.Count(static w => char.IsUpper(w[0]) || char.IsDigit(w[0])) * 2 > words);
    }

    /// <summary>Lines of a forwarded mail's header.</summary>
    public static bool IsHeader(string sentence)
    {
        if (HeaderLine().IsMatch(sentence))
            return true;
        if (sentence.IndexOf("Forwarded by ", StringComparison.OrdinalIgnoreCase) is var by and >= 0
            && sentence.IndexOf(" on ", by, StringComparison.OrdinalIgnoreCase) > by + "Forwarded by".Length)
            return true;

        // Only an address, or three in a row.
        var words = sentence.Split((char[])[' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1 && IsAddress(sentence))
            return true;
        var row = 0;
        foreach (var word in words)
        {
            row = IsAddress(word) ? row + 1 : 0;
            if (row == 3)
                return true;
        }

        // A list of those it went to: addresses among their names.
        return words.Count(static w => w.Contains('@', StringComparison.Ordinal)) is >= MinAddresses and var all
            && all * NamesOfAddress >= words.Length;
    }

    /// <summary>"Date: Monday, 6 November": a field of a header only beside others.</summary>
    public static bool IsDateField(string sentence) => DateField().IsMatch(sentence);

    /// <summary>"Dear Anna," and the like.</summary>
    public static bool IsGreeting(string text) => text.Count(static c => c == ' ') <= 4 && (text[^1] == ',' || Greeting().IsMatch(text));

    /// <summary>Words that only pass a mail on.</summary>
    public static bool PassesOn(string text) => Passing().IsMatch(text);

    /// <summary>Whether it is an address and no more.</summary>
    public static bool IsAddress(string word) =>
        !word.Any(char.IsWhiteSpace) && word.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < word.Length - 1;

    [GeneratedRegex(@"^(Date|Datum)\s?:\s+\S.{3,60}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DateField();

    [GeneratedRegex(
        @"^(hi|hello|hey|dear|good (morning|afternoon|evening|day)|hallo|guten (tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^\W*(fyi|for your info\w*|see (the )?(below|attached)|please see|zur info\w*|z\. ?k\.|siehe (unten|anhang))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Passing();

    [GeneratedRegex(
        @"^(From|To|Cc|Bcc|Sent|Date|Subject|Von|An|Betreff|Gesendet|Datum)\s?:|^-+\s*(Original Message|Forwarded)"
            + @"|^\S.{0,80}\b\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(:\d\d)?( [AP]M)?$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();
}
