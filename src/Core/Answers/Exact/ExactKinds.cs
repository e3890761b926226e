using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Tells what a question asks of mail, by its folded words with a space between them.</summary>
internal static partial class ExactKinds
{
    private const string Mail = @"(?:mails?|emails?|messages?|letters?|correspondence|nachricht(?:en)?|mitteilung(?:en)?)";

    private const string Some = @"(?:(?!people|persons?|employees|did|do|does|were|was|is|are|to|in)\w+ ){0,4}?";

    /// <summary>The same for a phrase such as "of the new unread": as one loop, since the code that is generated for two lazy
    /// ones beside each other runs out of its stack.</summary>
    private const string Many = @"(?:(?!people|persons?|employees|did|do|does|were|was|is|are|to|in)\w+ ){0,10}?";

    private const string Bills = "(?:invoices|bills|receipts|amounts|rechnungen|quittungen|belege|betrage)";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <returns>What is asked, and whether it may be about something else than mail; null when it is not for the store.</returns>
    public static (ExactKind Kind, bool IsUnsure)? Read(string question) => question switch
    {
        _ when MineOpen().IsMatch(question) => (ExactKind.WaitingForMe, false),
        _ when TheirsOpen().IsMatch(question) => (ExactKind.WaitingForThem, false),
        _ when Negated().IsMatch(question) => null,
        _ when SumOf().IsMatch(question) && !HowManyAny().IsMatch(question) => (ExactKind.Sum, false),
        _ when MailAddress().IsMatch(question) => (ExactKind.Address, false),
        _ when BusiestMonth().IsMatch(question) => (ExactKind.BusiestMonth, false),
        _ when Most().IsMatch(question) && MailOrVerb().IsMatch(question) =>
            (ToWhom().IsMatch(question) ? ExactKind.MostReceived : ExactKind.MostSent, false),
        _ when HowManyPeople().IsMatch(question) && MailOrVerb().IsMatch(question) => (ExactKind.CountPeople, !MailNoun()
            .IsMatch(question)),
        _ when HowManyMails().IsMatch(question) => (ExactKind.Count, false),
        _ when HowMany().IsMatch(question) => (ExactKind.Count, true),
        _ when People().IsMatch(question) => (ExactKind.People, false),
        _ when Attachments().IsMatch(question) => (ExactKind.Attachments, true),
        _ when DateOf().IsMatch(question) || LastMail().IsMatch(question) => (End(question), false),
        _ when When().IsMatch(question) && (MailOrVerb().IsMatch(question) || question.Split(' ').Any(ExactWords.IsTelling)) =>
            (End(question), true),
        _ when FirstOf().IsMatch(question) => (End(question), false),
        _ when ListMails().IsMatch(question) => (ExactKind.List, false),
        _ when ListSome().IsMatch(question) => (ExactKind.List, true),
        _ when Replied().IsMatch(question) => (ExactKind.Replied, true),
        _ => null,
    };

    private static ExactKind End(string question) =>
        LatestWord().IsMatch(question) ? ExactKind.Latest : FirstWord().IsMatch(question) ? ExactKind.First : ExactKind.When;

    [GeneratedRegex(@"\b(anything|what|something|who|anyone|etwas|was|wer|welche \w+) (\w+ )?(is |are |ist )?(still |noch "
        + @")?(waiting|wartet|warten)"
        + @"( (for|on|auf) (me|my (answer|reply|response)|mich|meine antwort|eine antwort von mir))?( \w+)?$|\bwaiting (for|on) (me|"
        + @"my (answer|reply|response))\b"
        + @"|\bi (have not|haven t|did not|didn t|not|still have to|still need to|should still) (yet )?(answer|repl|respond)"
        + @"|\bhave i not (yet )?(answer|repl|respond)|\bunanswered\b(?! by)|\bunbeantwortet|\bnoch nicht beantwortet|\bhabe ich "
        + @"(\w+ )?(noch )?nicht (beantwortet|geantwortet)"
        + @"|\bneeds? my (answer|reply|response)\b|\bowe\b.*\b(answer|reply)\b", Options)]
    private static partial Regex MineOpen();

    [GeneratedRegex(@"^who (has|have|did|hasn t|haven t|didn t) (not |still not |never )?(yet )?(answer|repl|respond|written back|"
        + @"write back)\w*( to)?( me| my)?\b(?!.*\babout\b.*\bto\b)"
        + @"|\b(who|what|whom|which \w+) (am i|do i) (still )?wait(ing)? (for|on)\b|\bam i (still )?waiting for\b"
        + @"|\bwer hat (mir )?(noch )?nicht (geantwortet|zuruckgeschrieben|reagiert)|\bwer hat mir noch\b.*\bnicht geantwortet"
        + @"|\b(worauf|auf wen|auf welche \w+|auf was) warte ich\b|\bwarte ich (noch )?auf\b|\bnot answered (me|my)\b", Options)]
    private static partial Regex TheirsOpen();

    [GeneratedRegex(@"\b(not|never|nicht|kein|keine|keinen|didn t|hasn t|haven t|without|ohne)\b", Options)]
    private static partial Regex Negated();

    [GeneratedRegex(
        @"\b(sum|sums|total|totals|summe|summen|gesamtsumme|gesamtbetrag) (\w+ ){0,2}?(of|der|von|aller|per|by|pro|je) (\w+ ){0,4}?" + Bills
        + @"\b|\b" + Bills + @"\b.* (add|adds|added|sum|sums) up\b|\bwhat (do|did) .*\b" + Bills
        + @"\b.* (total|come to)\b|\b" + Bills
        + @"\b.* (in total|altogether|in all|insgesamt|zusammen)$|\b(in total|altogether|in all|insgesamt|zusammen)\b.*\b" + Bills + @"\b",
        Options)]
    private static partial Regex SumOf();

    [GeneratedRegex(
        @"\b(e ?mails?|mails?) (address(es)?|adressen?)\b|\b(e ?)?mailadressen?\b|^(what s|what is|whats|wie ist|was ist) (\w+ ){1,4}"
        + @"(s )?(email|mail)$|^(under|unter) (what|which|welcher) (address|adresse)\b", Options)]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"\b(which|what|welchem|welcher|welchen) (month|monat)\b.*\b(most|meisten|haufigsten)\b", Options)]
    private static partial Regex BusiestMonth();

    [GeneratedRegex(@"\b(who|which (sender|person|colleague|address)|whose|whom|wer|wem|wessen|welcher absender|von wem)\b.*\b("
        + @"most(?! (recent|important|likely|of the time))|more (e )?(mails?|emails?|messages?|often )?(\w+ )?than (any|every|all)|"
        + @"numerous|largest number|"
        + @"am meisten|am haufigsten|die meisten)\b", Options)]
    private static partial Regex Most();

    [GeneratedRegex(@"\b(to whom|whom|wem|an wen)\b|\bwho (do|did) i\b|\bwho (gets|got|receives|received)\b", Options)]
    private static partial Regex ToWhom();

    [GeneratedRegex(@"\b" + Mail + @"\b|\b(writes?|wrote|written|sends?|sent|forward(ed)?|pass(ed)? on|replied|reply|answered|"
        + @"respond(ed)?|circulated?|"
        + @"share[ds]?|post(ed)?|geschrieben|schreibt|schreibe|schrieb|geschickt|schickt|schickte|gesendet|gesandt|geantwortet|"
        + @"antwortete|weitergeleitet|gemailt)\b", Options)]
    private static partial Regex MailOrVerb();

    [GeneratedRegex(@"\b" + Mail + @"\b", Options)]
    private static partial Regex MailNoun();

    [GeneratedRegex(@"\b(how many|wie viele|wieviele)\b", Options)]
    private static partial Regex HowManyAny();

    [GeneratedRegex(@"\b(how many|wie viele|wieviele) (different |verschiedene )?(people|persons|senders|colleagues|leute|personen|"
        + @"absender|menschen)\b", Options)]
    private static partial Regex HowManyPeople();

    [GeneratedRegex(@"\b(how many|wie viele|wieviele) " + Many + Mail + @"\b"
        + @"|\b(how many|wie viele) (\w+ ){0,3}?(calendar|kalender) ?(items|entries|eintrage)"
        + @"|^(please )?(count|zahle?) (the |all |my |of |alle |die |meine )*" + Some + Mail + @"\b|\b(number|anzahl) (of|der|von|"
        + @"meiner) " + Some + Mail
        + @"|\b(how often|how many times|wie oft|wie viele male)\b.*\b(writes?|wrote|written|sends?|sent|mail|mailed|email|emailed|"
        + @"forward(ed)?|pass(ed)? on|replied|reply|"
        + @"geschrieben|schreibt|schrieb|geschickt|gesendet|gemailt)\b", Options)]
    private static partial Regex HowManyMails();

    [GeneratedRegex(@"\b(how many|wie viele|wieviele) (of )?(\w+ ){0,3}?(entries|notices|memos|newsletters|invitations)\b|\b(how "
        + @"many|wie viele|wieviele)\b.*\b(from|sent|send|sends|wrote|write|pass(ed)? on|forward(ed)?|came from|went out|von|"
        + @"geschickt|gesendet|geschrieben|weitergeleitet)\b", Options)]
    private static partial Regex HowMany();

    [GeneratedRegex(@"^who all\b|\b(which|what|list|name|welche|nenne|liste) (all )?(the |alle |die )?(people|persons|senders|"
        + @"colleagues|leute|personen|absender)\b.*\b"
        + @"(wrote|written|sent|write|took part|participated|replied|answered|schrieben|geschrieben|geschickt|beteiligt)\b"
        + @"|^(list |name |show )?(me )?(everyone|everybody) (who|that)\b|^wer (hat |schrieb )?alles\b|^wer hat (\w+ )*alles\b"
        + @"|^who (\w+ )?(wrote|sent mails?|took part|participated|was involved|replied) .*\b(thread|discussion|exchange|"
        + @"conversation)\b", Options)]
    private static partial Regex People();

    [GeneratedRegex(@"^(which|what|list|show|find|give|welche|liste|zeige?|nenne) (\w+ ){0,3}?(attachments?|files|anhange?|dateien)\b",
        Options)]
    private static partial Regex Attachments();

    [GeneratedRegex(@"\b(date|day|datum|tag) (of|von|der) .*\b" + Mail
        + @"\b|^(when|wann) (was|is|were|ist|war|kam) .*\b" + Mail + @"\b", Options)]
    private static partial Regex DateOf();

    [GeneratedRegex(@"^(what|which|show|find|give|was|welche|zeige?|nenne) (is |was |ist |war |me |mir )*(the |die |my |meine "
        + @")?(very )?(first|last|latest|newest|most recent|earliest|"
        + @"letzte|neueste|erste|alteste) " + Mail + @"\b|\b(last|latest|newest|most recent|letzte|neueste) " + Mail + @" (from|to|"
        + @"von|an)\b", Options)]
    private static partial Regex LastMail();

    [GeneratedRegex(@"^(\w+ )?(when|what date|what day|which date|which day|wann|welchem tag|welchem datum)\b(?! (will|should|can|"
        + @"could|is|are|wird|soll|does|do we)\b)", Options)]
    private static partial Regex When();

    [GeneratedRegex(@"^(when|wann) (was|is|war|ist) the (first|last|latest|earliest) of\b.*\b(calendar|mailbox|inbox)\b", Options)]
    private static partial Regex FirstOf();

    [GeneratedRegex(@"^(please )?(list|show|find|give|name|get|enumerate|liste|zeige?|nenne|finde|suche|gib)\b.{0,60}?\b(mails|"
        + @"emails|messages|letters|nachrichten|every " + Mail
        + @"|each " + Mail + @"|jede " + Mail + @")\b|^(which|what|welche) " + Some + @"(mails|emails|messages|letters|"
        + @"nachrichten)\b|\blist (them|the mails|the messages|all mails)\b", Options)]
    private static partial Regex ListMails();

    [GeneratedRegex(@"^(please )?(list|show|find|enumerate|liste|zeige?|nenne) (me )?(the |all |every |each |alle |die |mir )*(\w+ "
        + @"){0,3}?(entries|items|notices|notes|memos|documents|"
        + @"reports|replies|invitations|newsletters|invoices|updates|eintrage|dokumente|berichte|antworten|einladungen|rechnungen)\b",
        Options)]
    private static partial Regex ListSome();

    [GeneratedRegex(@"^(did|has|have|hat|haben) .+? (already |yet |ever |schon |bereits |je )?(reply|replied|answer|answered|"
        + @"respond|responded|write back|written back|geantwortet|"
        + @"reagiert|zuruckgeschrieben)\b", Options)]
    private static partial Regex Replied();

    [GeneratedRegex(@"\b(last|latest|newest|most recent|most recently|zuletzt|letzte[nrsm]?|neueste[nrsm]?)\b(?! (week|month|year|"
        + @"monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
        + @"woche|monat|jahr|januar|january|february|march|april|may|june|july|august|september|october|november|december))", Options)]
    private static partial Regex LatestWord();

    [GeneratedRegex(@"\b(first|earliest|zuerst|erste[nrsm]?|erstmals)\b", Options)]
    private static partial Regex FirstWord();
}
