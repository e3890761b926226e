using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Tells lines that are no sentences.</summary>
internal static partial class Fragments
{
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
        if (words.Length == 1 && !sentence.Any(char.IsWhiteSpace) && IsAddress(sentence))
            return true;
        var row = 0;
        foreach (var word in words)
        {
            row = IsAddress(word) ? row + 1 : 0;
            if (row == 3)
                return true;
        }

        return false;
    }

    private static bool IsAddress(string word) => word.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < word.Length - 1;

    [GeneratedRegex(
        @"^(From|To|Cc|Bcc|Sent|Date|Subject|Von|An|Betreff|Gesendet|Datum)\s?:|^-+\s*(Original Message|Forwarded)"
            + @"|^\S.{0,80}\b\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(:\d\d)?( [AP]M)?$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();
}
