using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What kind of thing a question asks for, and whether a sentence has one.</summary>
internal sealed partial class AskedFor
{
    private readonly Regex? _sign;

    private AskedFor(Regex? sign) => _sign = sign;

    public static AskedFor In(string question)
    {
        if (Reason().IsMatch(question))
            return new AskedFor(ReasonSign());
        if (Time().IsMatch(question))
            return new AskedFor(TimeSign());
        if (Amount().IsMatch(question))
            return new AskedFor(NumberSign());
        return new AskedFor(Person().IsMatch(question) ? NameSign() : null);
    }

    /// <summary>Whether a text has what is asked for, in words that the question does not have itself.</summary>
    public bool IsIn(string text, QuestionTerms question)
    {
        if (_sign is null)
            return false;
        foreach (var match in _sign.EnumerateMatches(text))
        {
            if (question.In(text.Substring(match.Index, match.Length)) == 0)
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"\b(why|reason|grounds|cause|warum|wieso|weshalb|grund)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reason();

    [GeneratedRegex(
        @"\b(because|since|due to|as a result|in order to|so that|therefore|reason|caused|cannot|can't|unable|weil|wegen|da|denn|grund)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReasonSign();

    [GeneratedRegex(@"\b(when|what (day|date|time|hour)|which (day|date|week|month)|how long|deadline|wann|bis wann|welche[rms]? (tag"
        + @"|datum|uhrzeit))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(january|february|march|april|may|june|july|august|september|october|november"
            + @"|december|januar|februar|märz|mai|juni|juli|oktober|dezember)\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
            + @"|\b\d{1,2}/\d{1,2}\b|\b(tomorrow|tonight|noon|week|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|uhr)\b",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeSign();

    [GeneratedRegex(
        @"\b(how (much|many|high|large|big|far|small)|what (price|amount|number|percentage|share|ceiling|limit|rate|cost|sum|figure|size)"
            + @"|price|cost|rent|deposit|number|wie ?viele?|preis|kostet|kosten|nummer)\b",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\d|\b(two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"\b(who|whom|whose|which|wer|wen|wem|welche[nrs]?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    [GeneratedRegex(@"(?<=\S\s)\p{Lu}\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex NameSign();
}
