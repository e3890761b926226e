using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Words of questions about mail as such, English and German, folded.</summary>
internal static partial class ExactWords
{
    private static readonly FrozenSet<string> MailNouns = Set(
        "mail mails email emails message messages letter letters correspondence nachricht nachrichten mitteilung mitteilungen");

    private static readonly FrozenSet<string> VagueNouns = Set(
        "entry entries item items notice notices note notes memo memos document documents report reports reply replies answer answers "
        + "invitation invitations newsletter newsletters invoice invoices bill bills receipt receipts amounts update updates forward "
        + "forwards attachment attachments "
        + "file files "
        + "request requests "
        + "rechnungen quittung quittungen beleg belege betrage eintrag eintrage dokument dokumente bericht berichte antwort antworten "
        + "einladung einladungen rechnung anhang anhange "
        + "datei dateien notiz notizen");

    private static readonly FrozenSet<string> Verbs = Set(
        "write writes wrote written writing send sends sent sending forward forwards forwarded pass passed mail mailed email emailed reply "
        + "replied answer answered respond responded go went come came comes arrive arrived circulate circulated share shared post posted "
        + "address addressed receive received get got mailing "
        + "schreibt schreibe schrieb schrieben geschrieben sendet sandte sandten gesendet gesandt schickt schickte schickten geschickt "
        + "weitergeleitet leitete antwortet antwortete geantwortet bekommen bekam erhalten erhielt kam kamen gekommen eingegangen gemailt "
        + "mailte verschickt");

    /// <summary>Verbs that are mostly done by mail where mail is all there is.</summary>
    private static readonly FrozenSet<string> Telling = Set(
        "raise raised mention mentioned announce announced propose proposed ask asked bring brought note noted suggest suggested "
            + "warn warned "
        + "report reported tell told inform informed invite invited remind reminded hear heard request requested thank thanked complain "
        + "complained confirm confirmed apologise apologised apologize apologized "
        + "erwahnt erwahnte gemeldet meldete ankundigte angekundigt vorgeschlagen schlug gefragt fragte gehort gebeten bat informiert "
        + "informierte bestatigt bestatigte eingeladen");

    private static readonly FrozenSet<string> Paying = Set(
        "spend spends spent spending pay pays paid paying cost costs owe owes owed charge charged money amount "
        + "ausgegeben ausgeben gaben bezahlt bezahlen zahlt zahlten gezahlt kostet kosten gekostet schulden geld betrag");

    private static readonly FrozenSet<string> Plain = Set(
        "viele vielen wieviele wie often oft "
        + "thread threads exchange exchanges discussion discussions conversation conversations subject subjects betreff word words "
            + "wort worte "
        + "worter title dated date dates carry carries address calendar kalender list count number anzahl show find all every each "
        + "make makes "
        + "belong belongs round on out up over in first last latest newest earliest recent recently most time times total altogether "
        + "entire whole mailbox inbox postfach people person persons sender senders absender leute personen today containing "
        + "contain contains "
        + "including included about regarding concerning mention mentions called named titled mal zuletzt zuerst erste ersten "
        + "erstes letzte "
        + "letzten letztes letzter neueste neuesten neuestes alle alles jede jeden jedes alten verlauf unterhaltung diskussion gesamt "
        + "insgesamt bisher already yet ever different unread ungelesen ungelesene ungelesenen received incoming outgoing day month "
        + "year week welchem welchen "
        + "tag monat jahr woche datum us wegen bezuglich meisten haufigsten gibt exist exists know known thread's still her hers his give "
        + "everyone everybody anyone anybody one ones them part took participated take dass whether more than numerous largest "
        + "sum sums adds added add up together altogether summe summen gesamtsumme gesamtbetrag zusammen sender per pro je nach come comes "
        + "are is be been was were meine meiner meinen wurde wurden beziehungsweise eigentlich nenne nenn zeige zeig liste finde gib");

    /// <summary>Whether it is a word for mail.</summary>
    public static bool IsMail(string word) => MailNouns.Contains(word);

    /// <summary>Whether it may be a word for mail.</summary>
    public static bool IsVague(string word) => VagueNouns.Contains(word);

    /// <summary>Whether it says that mail is sent or received.</summary>
    public static bool IsVerb(string word) => Verbs.Contains(word);

    /// <summary>Whether it says that money is given, which is what a sum is of.</summary>
    public static bool IsPaying(string word) => Paying.Contains(word);

    public static bool IsTelling(string word) => Telling.Contains(word);

    /// <summary>Whether it is no word for what mail is about.</summary>
    public static bool IsPlain(string word) => Plain.Contains(word) || IsMail(word) || IsVerb(word);

    /// <summary>Whether a question, folded and with a space between its words, is German.</summary>
    public static bool IsGerman(string question) => German().IsMatch(question);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    [GeneratedRegex(@"\b(?:wie viele|wieviele|wie oft|wann|wer|wem|wen|welche[rsmn]?|hat|habe|haben|zeige?|nenne?|finde|gib|wartet|"
        + @"warte|anzahl|"
        + @"von|der|die|das|ich)\b", RegexOptions.CultureInvariant)]
    private static partial Regex German();
}
