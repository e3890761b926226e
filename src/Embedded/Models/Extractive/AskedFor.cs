using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What kind of thing a question asks for, and whether a sentence has one.</summary>
internal sealed partial class AskedFor
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Currencies of ISO 4217 that mail speaks of most.</summary>
    private const string Codes =
        "(eur|usd|gbp|chf|sek|nok|dkk|isk|czk|pln|huf|ron|bgn|uah|rub|try|ils|aed|sar|inr|jpy|cny|krw|hkd|sgd|thb|aud"
        + "|nzd|cad|mxn|brl|ars|clp|zar|ngn|kes|egp)";

    private readonly Regex? _sign;

    private AskedFor(Regex? sign) => _sign = sign;

    /// <summary>Whether a fact of a known kind is asked for, such as a day or a number.</summary>
    public bool IsKnown => _sign is not null;

    /// <summary>Whether only what has it is an answer.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Whether it is what something costs.</summary>
    public bool IsPrice { get; private init; }

    /// <summary>Whether it is a day, a time, a number or an amount.</summary>
    public bool IsFigure { get; private init; }

    /// <summary>Whether it is asked how to reach somebody: then a signature is an answer.</summary>
    public bool IsContact { get; private init; }

    /// <summary>What is asked for; of two questions in one sentence, what the first one asks for.</summary>
    public static AskedFor In(string question) =>
        Second().Match(question) is { Success: true } second && Of(question[..second.Index]) is { IsKnown: true } first
            ? first
            : Of(question);

    private static AskedFor Of(string question)
    {
        if (AskedContact.In(question) is { IsWork: false })
            return new AskedFor(ContactSign()) { IsContact = true, IsRequired = true };
        if (Reason().IsMatch(question))
            return new AskedFor(ReasonSign());
        if (Frequency().IsMatch(question))
            return new AskedFor(FrequencySign());
        if (Measure().IsMatch(question))
            return new AskedFor(MeasureSign()) { IsFigure = true };
        if (Time().IsMatch(question))
            return new AskedFor(TimeSign()) { IsFigure = true };
        if (Price().IsMatch(question))
            return new AskedFor(PriceSign()) { IsFigure = true, IsRequired = true, IsPrice = true };
        if (Amount().IsMatch(question))
            return new AskedFor(NumberSign()) { IsFigure = true, IsRequired = true };
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

    [GeneratedRegex(@"[0-9][0-9 ()/.-]{5,}[0-9]|@|\b[0-9]{4,5}\b", Options)]
    private static partial Regex ContactSign();

    [GeneratedRegex(
        @"(?<=\w{3,}\s.*),?\s(and|und)\s(for |at |by |in |on |to |um |bis |für )?(how|who|whom|when|where|why|what|which|wie|wer|wen|wann"
        + @"|wo|warum|was|welche[rsmn]?)\b", Options)]
    private static partial Regex Second();

    [GeneratedRegex(@"\b(why|reason|grounds|cause|caused|how come|what for|warum|wieso|weshalb|grund|ursache)\b", Options)]
    private static partial Regex Reason();

    [GeneratedRegex(
        @"\b(because|since(?!\s+(last|then|yesterday|[0-9]|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
            + @"|due to|as a result|in order to|so that|therefore|reason|caused|cannot|can't|unable|weil|wegen|da|denn|grund"
            + @"|deshalb|daher|damit)\b", Options)]
    private static partial Regex ReasonSign();

    [GeneratedRegex(@"\b(how (often|frequently|many times)|wie (oft|häufig))\b", Options)]
    private static partial Regex Frequency();

    [GeneratedRegex(@"\b(once|twice|every|each|daily|weekly|monthly|yearly|annually|quarterly|times|per|a (day|week|month|year)"
        + @"|never|always"
        + @"|einmal|zweimal|dreimal|jede[nrsm]?|täglich|wöchentlich|monatlich|jährlich|mal|pro|nie|immer)\b", Options)]
    private static partial Regex FrequencySign();

    [GeneratedRegex(@"\b(how (long|old|far|wide|tall|deep|heavy|fast|hot|cold|warm|thick)|wie (lange?|alt|weit|breit|tief|schwer|schnell"
        + @"|warm|heiß|kalt|dick|groß))\b", Options)]
    private static partial Regex Measure();

    [GeneratedRegex(@"\b([0-9][0-9.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eine[mnr]?|zwei|drei|vier|fünf"
        + @"|sechs|sieben|acht|neun|zehn|elf|zwölf)\s?(°|m|cm|mm|km|ft|in|kg|g|t|h|min|metres?|meters?|kilomet(re|er)s?|miles?|feet|foot"
        + @"|inch(es)?|yards?|kilo(gram(me)?)?s?|pounds?|tons?|tonnes?|grams?|degrees?|seconds?|minutes?|hours?|days?|weeks?|months?|years?"
        + @"|metern?|minuten?|stunden?|tagen?|tage|wochen?|monaten?|monate|jahren?|jahre|grad)\b|\b(until|till|bis)\b", Options)]
    private static partial Regex MeasureSign();

    [GeneratedRegex(@"\b(when|what (day|date|time|hour)|which (day|date|week|month)|how (late|early|soon)|deadline|due|wann|bis wann"
        + @"|welche[rmns]? (tag|datum|uhrzeit)|um wie ?viel uhr|wie (spät|früh)|frist|termin)\b", Options)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(january|february|march|april|may|june|july|august|september|october|november"
            + @"|december|januar|februar|märz|mai|juni|juli|oktober|dezember)\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
            + @"|\b\d{1,2}/\d{1,2}\b|\b(tomorrow|tonight|noon|week|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|uhr)\b",
        Options)]
    private static partial Regex TimeSign();

    [GeneratedRegex(
        @"\b(price|prices|cost|costs|fee|fees|rent|salary|wage|earns?|deposit|discount|(how much|what) (do|does|did|will|would|is)\b"
        + @".{0,60}\b(pay|paid|spend|charge)s?|preis|kostet|kosten|miete|gehalt|verdient|gebühr|rabatt|kaution)\b", Options)]
    private static partial Regex Price();

    [GeneratedRegex(
        @"[£$€¥₹₽₩₺₴₪%]|\b[0-9][0-9.,]*\s?(k|m|million|billion|thousand|grand|cents?|pence|pennies|dollars?|bucks"
            + @"|euros?|pounds?|quid"
            + @"|francs?"
            + @"|franken|crowns?|kron(e|er|or|en|a|ur)|kr|kč|kc|koruna?|z[łl]ot(y|ych|e)|z[łl]|forints?|ft|lei|leva?|rubles?|roubles?"
            + @"|rubel|lira"
            + @"|rupees?|yen|yuan|won|pesos?|reais|rand|shekels?|dirhams?|per ?cent|prozent|mio|mrd)\b|\b[0-9][0-9.,]*\s?"
            + Codes + @"\b|\b"
            + Codes + @"\s?[0-9]|\b((is|are|be|for) free|free of charge|no charge|kostenlos|kostenfrei|gratis|umsonst)\b",
        Options)]
    private static partial Regex PriceSign();

    [GeneratedRegex(
        @"\b(how (much|many|high|large|big|small|expensive)|what (price|amount|number|percentage|share|ceiling|limit|rate|cost|sum|figure"
            + @"|size)|price|cost|costs|rent|deposit|number|wie ?viele?|wie (hoch|teuer|groß|klein)|preis|kostet|kosten|miete"
            + @"|kaution|nummer)\b",
        Options)]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"(?<![\w.,&/-])\d[\d.,]*|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion"
            + @"|zwei|drei"
        + @"|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend)\b", Options)]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"\b(who|whom|whose|which|wer|wen|wem|wessen|welche[nrs]?)\b", Options)]
    private static partial Regex Person();

    [GeneratedRegex(@"(?<=\S\s)\p{Lu}\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex NameSign();
}
