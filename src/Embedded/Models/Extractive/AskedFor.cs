using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What kind of thing a question asks for, and whether a sentence has one.</summary>
internal sealed partial class AskedFor
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Words for what is told by a number.</summary>
    private const string Figures = "(prices?|costs?|fees?|rents?|salary|wages?|deposit|discount|amounts?|sum|number|rates?|percentage|share"
        + "|figure)";

    private const string Months = "(january|february|march|april|may|june|july|august|september|october|november|december)";

    private readonly Regex? _sign;

    private AskedFor(Regex? sign) => _sign = sign;

    /// <summary>Whether a fact of a known kind is asked for, such as a day or a number.</summary>
    public bool IsKnown => _sign is not null;

    /// <summary>Whether few sentences have it, so that it tells by itself that one is about the question.</summary>
    public bool IsSure { get; private init; }

    /// <summary>Whether only what has it is an answer.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Whether it is what something costs.</summary>
    public bool IsPrice { get; private init; }

    /// <summary>Whether it is a code or the number of a document.</summary>
    public bool IsCode { get; private init; }

    /// <summary>Whether it is when something is or was.</summary>
    public bool IsTime { get; private init; }

    /// <summary>Whether it is a day, a time, a number or an amount.</summary>
    public bool IsFigure { get; private init; }

    /// <summary>The measure that is asked for by its name; null for another thing.</summary>
    public AskedDimension? Dimension { get; private init; }

    /// <summary>Whether it is why something is so, or what caused it.</summary>
    public bool IsReason { get; private init; }

    /// <summary>Whether it is asked how things are, not how they were.</summary>
    public bool IsOfNow { get; private set; }

    /// <summary>Whether it is asked how to reach somebody: then a signature is an answer.</summary>
    public bool IsContact { get; private init; }

    /// <summary>What is asked for; of two questions in one sentence, what the first one asks for.</summary>
    public static AskedFor In(string question)
    {
        var first = Second().Match(question) is { Success: true } second ? Of(question[..second.Index]) : null;
        var asked = first is { IsKnown: true } ? first : Of(question);
        asked.IsOfNow = !Past().IsMatch(question);
        return asked;
    }

    private static AskedFor Of(string question)
    {
        if (AskedContact.In(question) is { IsWork: false })
            return new AskedFor(ContactSign()) { IsContact = true, IsRequired = true };
        if (Trouble().IsMatch(question))
            return new AskedFor(TroubleSign()) { IsSure = true };
        if (Reason().IsMatch(question))
            return new AskedFor(ReasonSign()) { IsReason = true };
        if (Frequency().IsMatch(question))
            return new AskedFor(FrequencySign());
        if (AskedDimension.In(question) is { } dimension)
            return new AskedFor(dimension.Sign) { IsFigure = true, IsRequired = true, Dimension = dimension };
        if (Measure().IsMatch(question))
            return new AskedFor(MeasureSign()) { IsFigure = true };
        if (Year().IsMatch(question))
            return new AskedFor(YearSign()) { IsFigure = true, IsRequired = true };
        if (Time().IsMatch(Circumstance().Replace(question, "")))
            return new AskedFor(TimeSign()) { IsFigure = true, IsTime = true };
        if (!AskedCode.In(question).Equals(default))
            return new AskedFor(AskedCode.Sign) { IsFigure = true, IsRequired = true, IsCode = true };
        if (Another().IsMatch(question))
            return new AskedFor(Person().IsMatch(question) ? NameSign() : null);
        if (AskedAmount.IsIn(question))
            return new AskedFor(AskedAmount.Sign) { IsFigure = true, IsRequired = true, IsSure = true, IsPrice = true };
        if (AskedAmount.MayBeIn(question))
            return new AskedFor(AskedAmount.Sign) { IsFigure = true, IsRequired = true, IsSure = true };
        if (Count().IsMatch(question))
            return new AskedFor(CountSign()) { IsFigure = true, IsRequired = true, IsSure = true };
        if (Amount().IsMatch(question))
            return new AskedFor(NumberSign()) { IsFigure = true, IsRequired = true, IsSure = true };
        return new AskedFor(Person().IsMatch(question) ? NameSign() : null);
    }

    /// <summary>Whether a question asks for a day and no other time: "on what date", "by when". "When" may mean any circumstance.</summary>
    public static bool NamesDay(string question) => Day().IsMatch(question);

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

    /// <summary>Whether a text has what is asked for and another does not have.</summary>
    public bool IsOther(string text, string than)
    {
        if (_sign is null)
            return false;
        foreach (var match in _sign.EnumerateMatches(text))
        {
            // With the number that a sign such as a currency's stands beside.
            var found = text.AsSpan(match.Index, match.Length);
            var around = found.IndexOfAnyInRange('0', '9') >= 0 ? found : Around(text, match.Index, match.Length);
            if (!than.AsSpan().Contains(around, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>What stands around a place up to the spaces; of a word, with a number before it: "21 May".</summary>
    private static ReadOnlySpan<char> Around(string text, int start, int length)
    {
        var from = text.LastIndexOf(' ', start) + 1;
        var to = text.IndexOf(' ', start + length);
        if (char.IsLetter(text[start]) && from > 1 && text.LastIndexOf(' ', from - 2) + 1 is var before
            && text.AsSpan(before, from - before).IndexOfAnyInRange('0', '9') >= 0)
            from = before;
        to = to < 0 ? text.Length : to;
        while (to > start + length && char.IsPunctuation(text[to - 1]))
            to--;
        return text.AsSpan()[from..to];
    }

    [GeneratedRegex(@"\b(what|which) (day|date|weekday)\b|\bby when\b|\bbis wann\b|\bwelche[mnrs]? (tag|datum|wochentag)\b", Options)]
    private static partial Regex Day();

    [GeneratedRegex(@"\b(what|which) year\b|\bwelche[mnrs]? jahr\b", Options)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b(19|20)[0-9]{2}s?\b|['’][0-9]{2}s?\b|\b(last|this|next) year\b|\byears? (ago|before|later)\b"
        + @"|\b(letztes|dieses|nächstes|voriges) jahr\b|\bvor \w+ jahren\b", Options)]
    private static partial Regex YearSign();

    /// <summary>"Who told us that the price was wrong" asks for no price.</summary>
    [GeneratedRegex(@"^(?!.*\bhow (much|many)\b).*\b(who|whom|whose|where|which(?!\s+([\p{L}-]+\s+)?" + Figures + @"))\b.*\b"
        + Figures + @"\b", Options)]
    private static partial Regex Another();

    [GeneratedRegex(@"\b(did|was|were|had|hat|hatte|war|waren|wurde|wurden|ging|kam)\b", Options)]
    private static partial Regex Past();

    [GeneratedRegex(@"[0-9][0-9 ()/.-]{5,}[0-9]|@|\b[0-9]{4,5}\b", Options)]
    private static partial Regex ContactSign();

    [GeneratedRegex(
        @"(?<=\w{3,}\s.*),?\s(and|und)\s(for |at |by |in |on |to |um |bis |für )?(how|who|whom|when|where|why|what|which|wie"
            + @"|wer|wen|wann"
        + @"|wo|warum|was|welche[rsmn]?)\b", Options)]
    private static partial Regex Second();

    [GeneratedRegex(@"\b(what|was) (is|was|went|are|were|ist|war|geht|ging) (the )?(wrong|matter|falsch|los) (with|mit|an)\b", Options)]
    private static partial Regex Trouble();

    [GeneratedRegex(
        @"\b(wrong|fail(ed|s|ing|ure)?|faults?|faulty|brok(e|en)|broken?|worn|torn|crack(s|ed)?|leak(s|ed|ing)?|damaged?"
            + @"|defects?|defective"
        + @"|dead|stuck|bent|loose|burnt|overheated|scratch(es|ed)?|infect(ed|ion)|ill|sick|missing|instead of|too \w+|never"
        + @"|cannot|unable"
        + @"|problem|error|bug|falsch\w*|kaputt|defekt\w*|fehler\w*|gebrochen|gerissen|undicht|krank|statt|zu \w+)\b"
        + @"|n['’]t\b", Options)]
    private static partial Regex TroubleSign();

    [GeneratedRegex(@"\b(why|reason|grounds|causes?|caused|how come|what for|what (made|makes|led|leads)|warum|wieso|weshalb|grund"
        + @"|ursache)\b",
        Options)]
    private static partial Regex Reason();

    [GeneratedRegex(
        @"\b(because|since(?!\s+(last|then|yesterday|[0-9]{1,2}(\s|st|nd|rd|th|/|:|$)|(19|20)[0-9]{2}\b|mon|tue|wed|thu|fri|sat|sun"
        + @"|jan|feb|mar|apr"
            + @"|may|jun|jul|aug|sep|oct|nov|dec))|(turn(s|ed)|found) out|found (it|the (cause|reason|error|fault|problem|bug))"
            + @"|root cause|culprit"
            + @"|((my|our|their|his|her) |the |at )fault|it was (me|us) (who|that)|(stem(s|med)?|result(s|ed)?) from|owing to|thanks to"
            + @"|(that['’]s|that is|which is) why|liegt an|lag an|lag daran|schuld"
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
        + @"|sechs|sieben|acht|neun|zehn|elf|zwölf)\s?(°|m|cm|mm|km|ft|in|kg|g|t|h|min|metres?|meters?|kilomet(re|er)s?"
        + @"|miles?|feet|foot"
        + @"|inch(es)?|yards?|kilo(gram(me)?)?s?|pounds?|tons?|tonnes?|grams?|degrees?|seconds?|minutes?|hours?|days?|weeks?"
        + @"|months?|years?"
        + @"|metern?|minuten?|stunden?|tagen?|tage|wochen?|monaten?|monate|jahren?|jahre|grad)\b|\b(until|till|bis)\b", Options)]
    private static partial Regex MeasureSign();

    [GeneratedRegex(@"\b(when|what (day|date|time|hour)|which (day|date|week|month)|how (late|early|soon)|deadline|due|wann|bis wann"
        + @"|welche[rmns]? (tag|datum|uhrzeit)|um wie ?viel uhr|wie (spät|früh)|frist|termin)\b", Options)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(january|february|march|april|may|june|july|august|september|october|november"
            + @"|december|januar|februar|märz|mai|juni|juli|oktober|dezember)\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
            + @"|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}(st|nd|rd|th)\b|\b\d{1,2}\.?\s(jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez)\b"
        + @"|\b(tomorrow|tonight|noon|week|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|uhr)\b",
        Options)]
    private static partial Regex TimeSign();

    /// <summary>"Which firm was she off to when she left" does not ask when.</summary>
    [GeneratedRegex(@"(?<=^\W*(who|whom|whose|what(?!\s+(day|date|time|hour))|which|where|why|how|wer|wen|was|wo|warum|wie)\b.*)"
        + @"\b(when|wann)\b",
        Options)]
    private static partial Regex Circumstance();

    [GeneratedRegex(
        @"\b(how (much|many|high|large|big|small|expensive)|what (price|amount|number|percentage|share|ceiling|limit|rate|cost|sum|figure"
            + @"|size)|price|cost|costs|rent|deposit|number|wie ?viele?|wie (hoch|teuer|groß|klein)|preis|kostet|kosten|miete"
            + @"|kaution|nummer)\b",
        Options)]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"(?<![\w.,&/-])(?<!\b" + Months + @"\s)\d[\d.,]*(?!\s" + Months + @"\b)"
        + @"|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion"
            + @"|zwei|drei"
        + @"|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend)\b", Options)]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"\b(how many|(what|the) number of|wie ?viele)\b", Options)]
    private static partial Regex Count();

    /// <summary>A number that is no share, price, time, day or year.</summary>
    [GeneratedRegex(
        @"(?<![\w.,&/:£$€#-])(?!(19|20)\d{2}\b(?!\s(people|men|women|children|\p{L}+s)\b))"
        + @"\d[\d,]*(\.\d{3})*(?![\w:/%-]|\.\d|\s?(%|per ?cent|[ap]\.?m\b|january|february|march|april|may|june|july"
        + @"|august"
        + @"|september|october|november|december|prozent|uhr))|\b(thir|four|fif|six|seven|eigh|nine)teen\b|\b(two|three|four|five|six"
        + @"|seven|eight|nine|ten|eleven|twelve|(twen|thir|for|fif|six|seven"
        + @"|eigh|nine)ty(-\w+)?|dozens?|hundreds?|thousands?|millions?|none|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
        + @"|elf|zwölf|\w+(zehn|zig)|hundert|tausend|keine?)\b", Options)]
    private static partial Regex CountSign();

    [GeneratedRegex(@"\b(who|whom|whose|which|wer|wen|wem|wessen|welche[nrs]?)\b", Options)]
    private static partial Regex Person();

    [GeneratedRegex(@"(?<=\S\s)\p{Lu}\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex NameSign();
}
