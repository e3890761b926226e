using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Tells whether a sentence says when something is, in whatever way people say it: "the 14th", "after Easter", "from
/// eight".</summary>
internal static partial class SpokenTime
{
    public static bool IsIn(string text) => Time().IsMatch(text);

    /// <summary>Whether it says so of a day near the one on which it was written.</summary>
    public static bool IsDayIn(string text) => Day().IsMatch(text);

    [GeneratedRegex(
        @"\b(to(day|morrow|night)|yesterday|this (morning|afternoon|evening)|(last|next|end of) (week|month)|heute|gestern|morgen)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex(
        @"\b(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?s?\b|\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b|\bmay\b"
        + @"|\b(märz|mai|juni|juli|okt|dez)\w*|\b(mon|diens|donners|frei|sams)tags?\b|\b(mittwoch|sonnabend)s?\b"
        + @"|\b[0-9]{1,2}(st|nd|rd|th)\b|\b[0-9]{1,2}[:./][0-9]{1,2}\b|\b[0-9]{1,2}\.(?!\d)|\b(19|20)[0-9]{2}\b"
        + @"|\b[0-9]{1,2}\s?([ap]\.?m\b|uhr|h\b)"
        + @"|\b(at|from|by|past|to|around|about|before|after|till|until|since|um|ab|gegen|bis|seit) ([0-9]{1,2}|one|two|three"
        + @"|four|five|six|seven"
        + @"|eight|nine|ten|eleven|twelve|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b"
        + @"|\b(to(day|morrow|night)|yesterday|morning|afternoon|evening|noon|midday|midnight|weekends?|days?|weeks?|months?"
        + @"|years?|hours?|minutes?"
        + @"|quarter|season|spring|summer|autumn|winter|easter|christmas|whitsun|holidays?|soon|later|immediately|at once"
        + @"|(end|start|beginning|middle) of|until|till|before|after|once|as soon as|since|while|daily|weekly|monthly|annually"
        + @"|heute|gestern|morgen|abends?|früh|nacht|mittags?|wochenende|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?"
        + @"|frühling|frühjahr"
        + @"|sommer|herbst|winter|ostern|weihnachten|pfingst\w*|ferien|bald|später|sofort|sobald|nach|vor|bis|seit|ende"
        + @"|anfang|mitte|demnächst)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
