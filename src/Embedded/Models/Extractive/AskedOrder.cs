using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Whether a question asks for the newest or for the oldest of what was said.</summary>
internal static partial class AskedOrder
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>1 for the newest, -1 for the oldest, 0 for neither.</summary>
    public static int In(string question) => Newest().IsMatch(question) ? 1 : Oldest().IsMatch(question) ? -1 : 0;

    [GeneratedRegex(
        @"\b(now|still|currently|at present|these days|new(est)?|latest|most recent|up to date|final(ly)?|jetzt|noch|nun|derzeit|aktuell\w*"
        + @"|momentan|neuest\w*|letzt(lich|endlich)|endgültig\w*|zuletzt|last (thing|mail|message|report|note|news|word|time)"
        + @"|(did|has|have) \p{Lu}[\p{L} ]{1,40} last (say|write|report|tell|said|written|reported|told)"
        + @"|letzte[nrs]? (mail|nachricht|bericht|meldung|mal))\b", Options)]
    private static partial Regex Newest();

    [GeneratedRegex(
        @"\b(first (thing|mail|message|report|note|news|word|time)|(did|has|have) \p{Lu}[\p{L} ]{1,40} first (say|write|report|tell)"
        + @"|earliest|originally|initially|zuerst|erstmals|ursprünglich|erste[nrs]? (mail|nachricht|bericht|meldung|mal))\b", Options)]
    private static partial Regex Oldest();
}
