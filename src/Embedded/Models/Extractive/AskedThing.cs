using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>The kind of thing that a question asks for by name: "which hotel", "what kind of car", "what is the title of". A mail that
/// tells it mostly names it as well.</summary>
internal static partial class AskedThing
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Verbs = "did|do|does|is|are|was|were|will|would|can|could|should|shall|may|might|must|has|have|had";

    /// <summary>What stands behind the words for a thing; behind "what" only a verb: "what kept Olga from" asks for none.</summary>
    private const string Behind = "(" + Verbs + "|to|in|of|for|on|at|the|a|an|his|her|my|our|your|their|its|i|we|they|he|she|you"
        + "|with|by|from|under|over|between|when|if|after|before)";

    /// <summary>Where the words for it stand in a question; empty when it asks for no such thing, or for one that is told without its
    /// name: a day, an amount, a person, a firm, a place, a reason.</summary>
    public static Range In(string question)
    {
        var match = Phrase().Match(question) is { Success: true } phrase ? phrase : First().Match(question);
        return match.Groups["thing"] is { Success: true } thing && !Unnamed().IsMatch(thing.ValueSpan)
            ? thing.Index..(thing.Index + thing.Length)
            : default;
    }

    [GeneratedRegex(
        @"\b(what\s+((kind|sort|type|make)s?\s+of\s+)?(?!" + Behind + @"\b)(?<thing>[\p{L}'-]+(\s+[\p{L}'-]+){0,2}?)(?=\s+("
        + Verbs + @")\b)"
        + @"|(which\s+((kind|sort|type|make)s?\s+of\s+)?|how many\s+|number of\s+|how (large|big|high|small) an?\s+"
        + @"|(what|which) (is|was|are|were) the\s+)(?!" + Behind + @"\b)(?<thing>[\p{L}'-]+(\s+[\p{L}'-]+){0,2}?)(?=\s+" + Behind
        + @"\b|\s*(\?|$)))", Options)]
    private static partial Regex Phrase();

    [GeneratedRegex(@"\b(which|how many|welche[rsmn]?|wie ?viele?)\s+(?!" + Behind + @"\b)(?<thing>[\p{L}-]+)", Options)]
    private static partial Regex First();

    [GeneratedRegex(
        @"\b(times?|days?|dates?|hours?|weeks?|months?|years?|deadline|period|quarter|price|costs?|amount|sum|figures?|numbers?|rate"
        + @"|percentage|share|size|level|limit|value|salary|wages?|pay|fee|rent|budget|person|people|man|men|woman|women|guys?|one"
        + @"|ones|names?"
        + @"|firms?|company|companies|suppliers?|customers?|clients?|vendors?|banks?|carriers?|airlines?|agency|agencies|organi[sz]ations?"
        + @"|teams?|departments?|units?|groups?|offices?|colleagues?|members?|staff(ers)?|speakers?|candidates?|lawyers?"
        + @"|attorneys?|secretary|secretaries|politicians?|senators?|congress(man|men|woman|women)|ministers?|regulators?|commissioners?"
        + @"|newspapers?|magazines?|papers?|sellers?|ventures?|places?|city|cities|towns?|country|countries|states?|streets?|reasons?"
        + @"|causes?|grounds?|outcomes?|results?|decisions?|answers?|reply|replies|plans?|problems?|issues?|topics?|subjects?|points?"
        + @"|status"
        + @"|purpose|opinion|advice|conditions?|ways?|things?|parts?|side|options?|alternatives?|role|position|workaround|difference"
        + @"|zeit|uhrzeit|tage?n?|datum|stunden?|wochen?|monate?|jahre?|preis|kosten|betrag|summe|nummer|zahl|höhe|gehalt|miete|leute"
        + @"|personen?|mann|frau|namen?|firma|firmen|unternehmen|kunden?|lieferanten?|bank|ort|stadt|land|straße|grund|gründe|ursache"
        + @"|ergebnis|entscheidung|antwort|plan|probleme?|themen?|themas?|weg|teil|seite|rolle)\b", Options)]
    private static partial Regex Unnamed();
}
