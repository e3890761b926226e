using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What is asked of how to reach somebody, or of where and as what somebody works, and whether a line says it.</summary>
internal sealed partial class AskedContact
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private readonly Regex? _label;
    private readonly Regex _value;

    private AskedContact(Regex? label, Regex value) => (_label, _value) = (label, value);

    /// <summary>Whether it is asked for whom or as what somebody works: what stands below a name says it.</summary>
    public bool IsWork { get; private init; }

    /// <summary>Whether only a line with a label of its own is sure to be it: a fax is no telephone.</summary>
    public bool HasLabel => _label is not null;

    /// <returns>Null when nothing of the kind is asked.</returns>
    public static AskedContact? In(string question) => question switch
    {
        _ when Fax().IsMatch(question) => new AskedContact(FaxLabel(), Telephone()),
        _ when Mobile().IsMatch(question) => new AskedContact(MobileLabel(), Telephone()),
        _ when Home().IsMatch(question) => new AskedContact(HomeLabel(), Telephone()),
        _ when Phone().IsMatch(question) => new AskedContact(null, Telephone()),
        _ when Postal().IsMatch(question) => new AskedContact(null, Street()),
        _ when Mail().IsMatch(question) => new AskedContact(null, Address()),
        _ when Work().IsMatch(question) => new AskedContact(null, Telephone()) { IsWork = true },
        _ => null,
    };

    /// <summary>Whether a line has what is asked for.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isLabelled">Whether its label has to say so too.</param>
    public bool IsIn(string line, bool isLabelled) => _value.IsMatch(line)
        && (isLabelled ? _label is null || _label.IsMatch(line) : ReferenceEquals(_value, Address()) || !OnlyFax().IsMatch(line));

    /// <summary>Whether a line is how to reach somebody, not who it is.</summary>
    public static bool IsReach(string line) => Telephone().IsMatch(line) || Address().IsMatch(line) || Street().IsMatch(line);

    /// <summary>Whether a text says where or as what somebody works.</summary>
    public static bool IsEmployment(string text) => Employment().IsMatch(text);

    /// <summary>Whether a word of a question says what is asked for, not of whom.</summary>
    public static bool IsWord(string word) => Word().IsMatch(word);

    [GeneratedRegex(
        @"(?<!not |n't |nicht )\b(works?|worked|working) (for|at|with|in|as)\b|\b(joins?|joined|joining|employe[drs]+|hired|represents?)\b"
        + @"|\b(arbeite(t|te|n)?|tätig|angestellt|beschäftigt) (bei|für|als|in)\b"
        + @"|\b(bei|für|als) .{1,40} (arbeitet|tätig|angestellt)\b"
        + @"|\b(head|director|manager|engineer|lead|assistant|officer|president|partner|counsel|analyst|lawyer|attorney|professor|agent|"
        + @"chair(man|woman)?|secretary|ceo|cfo|cto|leiter(in)?|geschäftsführer(in)?|vertrieb|abteilung|department|company|firm|firma|"
        + @"inc|corp|ltd|llp|gmbh|ag)\b", Options)]
    private static partial Regex Employment();

    [GeneratedRegex(@"\b(tele)?fax(nummer)?\b", Options)]
    private static partial Regex Fax();

    [GeneratedRegex(@"(?<!\b(battery|fuel|solar|prison|stem|blood|load) )\b(mobile|cell|cellular)( phone)?( number)?\b"
        + @"(?= (of|for|in|at)\b|\W*$)|\b(mobile|cell|cellular|cell ?phone)"
        + @" (phone |number)|\b(handynummer|handy|mobilnummer|mobiltelefon)\b", Options)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"\b(home|private) (phone|telephone|number)\b|\bprivat(nummer|telefon)\b", Options)]
    private static partial Regex Home();

    [GeneratedRegex(@"\b(tele)?phone (number|no|line|extension)\b|\b((tele)?phone|telefon)\b(?= (of|for|in|at|von|bei)\b|\W*$)"
        + @"|\bhow (can|do|could|should) (i|we) (reach|contact|call|phone)\b|\bcontact (details|data)\b|\bkontaktdaten\b"
        + @"|\bwie (kann ich|können wir|erreiche ich|erreichen wir)\b.{0,60}(erreichen|anrufen|\W*$)|\b((direct|office|contact) (line"
        + @"|number)|extension number|durchwahl|telefonnummer|rufnummer)\b"
        + @"|\b(what|which|at what|unter welcher) (\w+ )?(number|nummer) (can|do|should|could|did|does|is|has|kann|erreiche|hat)\b.{0,60}\b"
        + @"(call|reach|phone|ring|give|gave|leave|left|use|anrufen|erreichen|an)\b|['’]s (\w+ )?number\b(?! of)", Options)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b(postal|street|mailing|office|home) address\b|\b(anschrift|postadresse)\b", Options)]
    private static partial Regex Postal();

    [GeneratedRegex(@"\be-?mail[ -]?(address|adresse)|\b(address|adresse) (of|von) \p{Lu}", Options)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b([Ww]hich|[Ww]hat|[Ww]hose) (firm|company|organi[sz]ation|employer|agency|bank|university|law firm)\b.{0,60}\b"
        + @"(with|works?|working|from|at|employs?|represents?|belongs?)\b|\b[Ww]hat (does|did) \p{Lu}.{1,50} do (at|for|in)\b"
        + @"|\b[Ww]hat(['’]s| is) \p{Lu}.{1,50}['’]s (job|role|position|title|job title)\b"
        + @"|\b(job title|title|position|role) (of|does|did|has|is) \p{Lu}|\b[Ww]here (does|did|is) \p{Lu}.{1,40} (work|working)\b"
        + @"|\b[Ww]hom? (does|did) \p{Lu}.{1,40} work for\b|\b([Bb]ei|[Ff]ür) (welche[rmn]?|wen) .{0,30}(arbeitet|tätig)"
        + @"|\b(Firma|Unternehmen|Arbeitgeber) .{0,40}(arbeitet|tätig)|\b[Ww]o arbeitet\b|\b[Ww]as macht \p{Lu}.{1,40} bei\b"
        + @"|\b[Ww]elche (Position|Stelle|Funktion) hat\b", RegexOptions.CultureInvariant)]
    private static partial Regex Work();

    [GeneratedRegex(@"fax|\(f\)|\bf[:.]", Options)]
    private static partial Regex FaxLabel();

    [GeneratedRegex(@"mob|cell|handy|\([mc]\)|\b[mc][:.]", Options)]
    private static partial Regex MobileLabel();

    [GeneratedRegex(@"home|\bres\b|privat|\(h\)|\bh[:.]", Options)]
    private static partial Regex HomeLabel();

    /// <summary>Only one number, and it is a fax.</summary>
    [GeneratedRegex(@"^[^0-9]*(fax|\(f\)|\bf[:.])[^0-9]*[0-9][0-9 ()/.+-]*[^0-9]*$|^[^0-9]*[0-9][0-9 ()/.+-]{6,}\W*\(?(fax|f)\)?[^0-9]*$",
        Options)]
    private static partial Regex OnlyFax();

    [GeneratedRegex(@"(?<![\w$€£.,])[+(]?[0-9]([ ()/.-]{0,3}[0-9]){5,}(?![\w%])|\b(ext?\.?|extension|x"
        + @"|durchwahl)[ .:]{0,2}[0-9-]{3,6}\b",
        Options)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.-]+", Options)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"^[0-9]+\s+\p{Lu}|\b[A-Z]{2}\.? +[0-9]{5}\b|^\p{Lu}\w+(str\.|straße|strasse|weg|platz|gasse) +[0-9]|^[0-9]{4,5} +\p{Lu}"
        + @"|\bwww\.|https?:", RegexOptions.CultureInvariant)]
    private static partial Regex Street();

    [GeneratedRegex(@"^((tele)?(phone|fon|fax)|.*nummer|number|mobile?|cell|handy|e?mail|mail|adresse|address|firm|firma|company|title|role"
        + @"|position|job|durchwahl|extension|unternehmen|arbeitgeber|stelle|professor|prof|dr|mr|mrs|ms|herrn?|frau|sir)$", Options)]
    private static partial Regex Word();
}
