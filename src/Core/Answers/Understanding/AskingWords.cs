using System.Collections.Frozen;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Words with which people ask, English and German, folded: they say that something is asked and not what, so no mail needs to
/// hold them. What a word is depends on where it stands: "report" is a verb of asking in "what did Anna report" and a thing in "where is
/// the report".</summary>
internal static class AskingWords
{
    private static readonly FrozenSet<string> Verbs = Set(
        "say says said saying tell tells told telling speak speaks spoke spoken talk talks talked talking write writes wrote"
        + " written writing "
        + "think thinks thought "
        + "sagen sagt sagte sagten gesagt erzahlen erzahlt erzahlte schreiben schreibt schrieb schrieben geschrieben meinen meint meinte "
        + "gemeint reden redet geredet sprechen spricht sprach gesprochen mitteilen mitgeteilt denkt dachte");

    /// <summary>Verbs that are also things, or what is done beside being said.</summary>
    private static readonly FrozenSet<string> VerbsOrThings = Set(
        "report reports reported mention mentions mentioned state states stated announce announces announced explain explains explained "
        + "reply replies replied respond responds responded answer answers answered ask asks asked comment comments commented note notes "
        + "noted inform informs informed claim claims claimed communicate communicated describe describes described mail mailed email "
        + "emailed send sends sent "
        + "berichten berichtet berichtete melden meldet meldete gemeldet erwahnen erwahnt erwahnte erklaren erklart erklarte antworten "
        + "antwortet antwortete geantwortet fragen fragt fragte gefragt schicken schickt schickte geschickt");

    /// <summary>Verbs of saying behind "was" of which somebody is told, or is to tell.</summary>
    private static readonly FrozenSet<string> Heard = Set("say said tell told ask asked inform informed");

    /// <summary>Words that ask and never tell.</summary>
    private static readonly FrozenSet<string> Empty = Set(
        "whether many there anybody anyone anything somebody someone something everything everybody everyone thing things stuff kind sort "
        + "type need needs needed "
        + "regarding concerning according currently actually exactly ever recently lately ago since wants want wanted know knows knew "
        + "known hear heard happen happens happened happening occur occurs occurred going goes go went happening us "
        + "brauche brauchen braucht brauchte brauchten benotigt "
        + "wozu woher wohin wodurch womit woran worin worum wofur wieso weshalb wieviel wieviele wem wen wessen ob denn"
        + " eigentlich gibt gab "
        + "gibts fur uber zwischen wurde wurden worden werde muss mussen musste sollte sollten konnte konnten konnen durfen darf mochte "
        + "wollte wollten etwas jemand irgend alles dies diese dieser dieses diesen diesem jene mal bitte genau weiss weiß wissen "
        + "weisst wusste remember remembers wonder wondering curious interested erinnerst erinnern "
        + "passiert passierte geschah geschehen beim ins hatten bist wirst derzeit art sorte");

    /// <summary>Words for mail itself and for news: they count when nothing else is there.</summary>
    private static readonly FrozenSet<string> Mail = Set(
        "mail mails email emails e message messages letter letters news update updates reply replies answer answers question questions "
        + "information info details opinion view inbox mailbox correspondence latest newest recent "
        + "nachricht nachrichten neues neuigkeit neuigkeiten antwort antworten frage fragen information informationen meinung brief "
        + "briefe schreiben posteingang neueste neuesten letzte letzten letzter");

    /// <summary>Words of courtesy: a text of nothing else asks nothing.</summary>
    private static readonly FrozenSet<string> Greetings = Set(
        "hello hi hey hiya greetings welcome bye goodbye thanks thank thx ok okay good morning afternoon evening night "
        + "hallo moin servus tach danke dank tschuss willkommen guten gute morgen tag abend nacht");

    private static readonly FrozenSet<string> Commands = Set(
        "show find give list name describe explain summarise summarize tell remind search look let check zeig zeige finde such suche gib "
        + "nenne nenn liste erklare beschreibe sag sage erzahl erzahle");

    private static readonly FrozenSet<string> Measures = Set(
        "high long old often far big large wide tall deep heavy fast late early soon small expensive hot cold warm strong quickly thick "
        + "frequently near close full good bad well likely hoch lang lange oft viel viele vielen alt weit groß gross breit tief schwer "
        + "schnell spat fruh teuer klein dick haufig gut nah");

    private static readonly FrozenSet<string> AskedThings = Set(
        "time day date hour week month year person people place reason uhr uhrzeit tag datum zeit woche monat jahr person leute ort grund");

    /// <summary>Words for the place of something among others like it.</summary>
    private static readonly FrozenSet<string> Orders = Set(
        "first last earliest oldest zuerst zuletzt erstmals erste ersten erster erstes letzte letzten letzter letztes");

    /// <summary>What something costs, whatever word a mail has for it; a rent or a deposit is named by what it is.</summary>
    private static readonly FrozenSet<string> Prices = Set(
        "price prices cost costs pay pays charge charges preis kosten kostet kostete zahlen zahlt bezahlen");

    private static readonly FrozenSet<string> Titles = Set("mr mrs ms miss dr prof professor sir madam herr herrn frau fr hr");

    private static readonly FrozenSet<string> Auxiliaries = Set(
        "did do does has have had was were can could will would should hat haben hatte hatten habe hast ist war kann");

    private static readonly FrozenSet<string> Determiners = Set(
        "the a an my our your his her their its this that these those of in for with from on per no any some der die das den dem des ein "
        + "eine einen einem einer mein meine meinen unser unsere sein seine ihr ihre im vom zum zur beim laut");

    private static readonly FrozenSet<string> Pronouns = Set(
        "i you he she it we they me him her us them who whom ich du er sie es wir ihr mir mich dir dich uns euch ihm ihn ihnen man ihre "
        + "ihrer ihrem ihren dein deine sein seine");

    /// <summary>Whether the verb right behind "what" or "was" asks for a cause.</summary>
    public static bool IsCause(string asks, string verb) => asks == "what"
        ? verb is "caused" or "causes" or "made" or "makes" or "led" or "leads"
        : verb is "verursacht" or "verursachte" or "fuhrte";

    /// <summary>Whether a word is a verb of saying for sure.</summary>
    public static bool IsVerb(string word) => Verbs.Contains(word);

    /// <summary>Whether a word may be a verb of saying.</summary>
    public static bool MayBeVerb(string word) => VerbsOrThings.Contains(word);

    /// <summary>Whether "was" before a verb of saying makes that something told of somebody, and not by them.</summary>
    public static bool IsHeard(string word) => Heard.Contains(word);

    public static bool IsEmpty(string word) => Empty.Contains(word);

    /// <summary>Whether a word greets or thanks.</summary>
    public static bool IsGreeting(string word) => Greetings.Contains(word);

    /// <summary>Whether a word is one for mail or news.</summary>
    public static bool IsMail(string word) => Mail.Contains(word);

    /// <summary>Whether a word at the beginning of a question tells to do something.</summary>
    public static bool IsCommand(string word) => Commands.Contains(word);

    /// <summary>Whether a word behind "how" says what is to be measured.</summary>
    public static bool IsMeasure(string word) => Measures.Contains(word);

    /// <summary>Whether a word behind "what" or "which" says what kind of thing is asked for.</summary>
    public static bool IsAskedThing(string word) => AskedThings.Contains(word);

    /// <summary>Whether a word says the how manyth something is.</summary>
    public static bool IsOrder(string word) => Orders.Contains(word);

    /// <summary>Whether a word says no more than that a price is meant.</summary>
    public static bool IsPrice(string word) => Prices.Contains(word);

    /// <summary>Whether a word stands before a name and is none.</summary>
    public static bool IsTitle(string word) => Titles.Contains(word);

    public static bool IsAuxiliary(string word) => Auxiliaries.Contains(word);

    public static bool IsDeterminer(string word) => Determiners.Contains(word);

    public static bool IsPronoun(string word) => Pronouns.Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
