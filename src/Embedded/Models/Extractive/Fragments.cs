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
    public static bool IsHeader(string sentence) => HeaderLine().IsMatch(sentence);

    [GeneratedRegex(@"^(From|To|Cc|Bcc|Sent|Date|Subject|Von|An|Betreff|Gesendet|Datum)\s?:|^-+\s*(Original Message|Forwarded)|Forwarded by .* on |^\S+@\S+$|^\S.{0,80}\b\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(:\d\d)?( [AP]M)?$|(\S+@\S+[,;]? ?){3}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();
}
