using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Tells sentences that take back or change what was said before.</summary>
internal static partial class Changes
{
    /// <summary>Whether a text says that something is off.</summary>
    public static bool IsCancellation(string text) => Cancelled().IsMatch(text);

    /// <summary>Whether a text changes something, or calls it off.</summary>
    public static bool Are(string text) => Changed().IsMatch(text) || Cancelled().IsMatch(text);

    [GeneratedRegex(
        @"(?<!\b(may|can|could|might|free to|please) )\b(cancel(l?ed|s|ling|lation)?|call(ed|ing)? off|postpone[ds]?|postponing"
            + @"|fell through|fallen through|on hold"
            + @"|(will|would|is|are|was) not (be )?(happen|tak|go|com|run|open)\w*|won't (be )?(happen|take|go|come|run"
            + @"|open)\w*|not going ahead"
            + @"|withdrawn|withdraw|scrapped|abandoned|no longer|not any ?more|abgesagt|absagen|fällt aus|ausfallen|entfällt|gestrichen"
            + @"|findet nicht statt|nicht mehr|doch nicht|zurückgezogen|storniert|verschoben)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cancelled();

    [GeneratedRegex(
        @"\b(chang(e[ds]?|ing) (of|to|in|the|our|my)|(has|have|was|were|is|are|been) (been )?(changed|moved|revised|corrected"
            + @"|updated|replaced"
            + @"|delayed|shifted|brought forward|put back|pushed back|swapped)|we (now )?move[ds]?|(i|we) (have )?(moved"
            + @"|changed|swapped|revised"
            + @"|corrected)|moved? (it |this |that |them )?(to|from|into|back|forward)|rescheduled?|instead|rather than"
            + @"|forget (what|my|the|about)"
            + @"|disregard|ignore (my|the|what)|correction|(i|we) (was|were) wrong|(my|our) mistake|by mistake|typo"
            + @"|should have (been|read|said)"
            + @"|should read|new (date|time|price|address|plan|venue|place|number|room|figure|schedule|deadline|offer)|slip(s"
            + @"|ped)?|delay(ed|s)?"
            + @"|after all|mis-? ?calculat\w+|miss calculated|recalculat\w+|verrechnet|not \S+( \S+)? but|(goes|go|went|gone|moved|now|is"
            + @"|are) (up|down) to [0-9£$€]|as of now|final|from now on"
            + @"|take (that|it|this) back|changed (my|our) minds?|in the end|(been|already) (filled|sold|taken|closed|given away)|(a"
            + @"|an|one|two|three|four|[0-9]+) (hour|day|week|month)s? (later|earlier)"
            + @"|geändert|ändern wir|änderung|verlegt|verlegen|umgezogen|stattdessen|anstatt|statt|korrektur|korrigier\w*|berichtig\w*"
            + @"|vergiss|vergessen sie|neue[rnsm]? (termin|preis|adresse|ort|datum|plan|uhrzeit|raum)|verspätet|verzögert"
            + @"|verspätung|getauscht"
            + @"|irrtum|(eine?|zwei|drei|[0-9]+) (stunden?|tage?|wochen?|monate?) (später|früher)|(war|ist) falsch|falsch (war|ist)"
            + @"|nun doch|endgültig|von nun an|ab sofort)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Changed();
}
