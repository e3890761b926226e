using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What something costs, and the amounts that say so: with a currency, or bare where the words around speak of money, as people
/// write them ("he charges 1,350", "18 a head").</summary>
internal static partial class AskedAmount
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Currencies of ISO 4217 that mail speaks of most.</summary>
    private const string Codes =
        "(eur|usd|gbp|chf|sek|nok|dkk|isk|czk|pln|huf|ron|bgn|uah|rub|try|ils|aed|sar|inr|jpy|cny|krw|hkd|sgd|thb|aud"
        + "|nzd|cad|mxn|brl|ars|clp|zar|ngn|kes|egp)";

    private const string Currencies =
        @"[£$€¥₹₽₩₺₴₪%]|\b[0-9][0-9.,]*\s?(k|m(?!\s(sq|square)\b)|million|billion|thousand|grand|cents?|pence|pennies|dollars?"
            + @"|bucks|euros?|pounds?|quid"
            + @"|francs?"
            + @"|franken|crowns?|kron(e|er|or|en|a|ur)|kr|kč|kc|koruna?|z[łl]ot(y|ych|e)|z[łl]|forints?|ft|lei|leva?|rubles?|roubles?"
            + @"|rubel|lira"
            + @"|rupees?|yen|yuan|won|pesos?|reais|rand|shekels?|dirhams?|per ?cent|prozent|mio|mrd)\b|\b[0-9][0-9.,]*\s?"
            + Codes + @"\b|\b"
            + Codes + @"\s?[0-9]|\b((is|are|be|for) free|free of charge|no charge|kostenlos|kostenfrei|gratis|umsonst)\b";

    /// <summary>The end of a clause or one of its small words stands behind a number without a unit.</summary>
    private const string Alone = @"(?<![.,])(?=[.,]?(\s*$|\W*[;:!?)]|[.,]\s|\s+([–-]|(?-i:an?)|per|each|apiece|all in"
        + @"|in (cash|total|all)"
        + @"|including|incl|plus|extra|net|gross|and|or|for|if|from|to|but|with|without|more|less|only|now|altogether|because|so"
        + @"|pro|je|und|oder|für|bis|ab|mit|ohne|inklusive|inkl|zzgl|netto|brutto|pauschal|insgesamt)\b))";

    /// <summary>A number of two digits or more without a unit, and no year.</summary>
    private const string Bare = @"(?<![\w.,:/#-]|\b(an?|the)\s)(?!(19|20)[0-9]{2}\b(?![.,][0-9]))[0-9][0-9.,]*[0-9]" + Alone;

    /// <summary>One that is written like an amount.</summary>
    private const string Grouped = @"(?<![\w.,:/#-])[0-9]{1,3}([.,'’][0-9]{3})+(?![0-9])" + Alone;

    /// <summary>Words of money.</summary>
    private const string Money = @"\b(costs?|prices?d?|charg(e[sd]?|ing)|fees?|rent|deposit|pay(s|ing)?|paid|earns?|salary"
        + @"|wages?|bills?|invoiced?"
        + @"|quot(e[sd]?|ation|ing)|offer(s|ed)?|asks?( for)?|asking|wants?|comes? to|came to|amounts? to|worth|valued?"
        + @"|insured|estimate[sd]?|budget"
        + @"|grants?|gives? us|gave us"
        + @"|(do|does|did|buy|bought|sell|sold|get|got|have|take|took)( it| them| that| this| one| him| her)? for|sum"
        + @"|subscription|subs|renewal|hire|kost(et|en|ete)|preis|miete|pacht|gebühr|kaution|beitrag|zahl(t|en|e)|bezahl(t|en|e)"
        + @"|verlangt|rechnung|beträgt|verdient)\b";

    /// <summary>Whether a question asks for such.</summary>
    public static bool IsIn(string question) => Price().IsMatch(question);

    /// <summary>Whether a question may ask for such without saying so: "how much is the skip".</summary>
    public static bool MayBeIn(string question) => HowMuch().IsMatch(question);

    /// <summary>What has it.</summary>
    public static Regex Sign => PriceSign();

    [GeneratedRegex(@"\bhow much (is|was|are|were) (?!(left|missing|there|needed|it|that|this)\b)(?!.*\b(left|missing)\b)", Options)]
    private static partial Regex HowMuch();

    [GeneratedRegex(
        @"\b(price|prices|cost|costs|fee|fees|rent|salary|wage|earns?|deposit|discount|how much money|what sum"
        + @"|(how much( an?)?( (hour|day|night|week|month|year|head|piece))?|what) (do|does|did|will|would|is|are|was|were|has|have|had)\b"
        + @".{0,60}\b(pay|paid|spend|spent|charged?|come to|quoted?|bid|sell for|sold for|go for)s?"
        + @"|how much (do|does|did|will|would|has|have|had)\b.{0,60}\b(give|given|contributed?|donated?|raised?|owed?|invest(ed)?|lent|lend"
        + @"|borrow(ed)?|earn(ed)?)|preis|kostet|kosten|miete|gehalt|verdient|gebühr|rabatt|kaution)\b", Options)]
    private static partial Regex Price();

    [GeneratedRegex(Currencies + "|" + Grouped + @"|(?<=" + Money + @".{0,60})" + Bare + @"|" + Bare
        + @"(?=\s+((an?|per|each|apiece|pro|je) (head|person|piece|day|night|week|month|year|hour|walk|kilo|litre|metre"
        + @"|ticket|seat|plate|guest"
        + @"|kopf|stück|tag|nacht|woche|monat|jahr|stunde)|each|apiece|all in|in cash|net|plus vat|\+ ?vat|netto|brutto"
        + @"|pauschal)\b)", Options)]
    private static partial Regex PriceSign();
}
