using System.Text.RegularExpressions;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A code, a password or the number of a document: what may be one, and the words that say that something is one. A number
/// somewhere in the mail is none.</summary>
internal static partial class AskedCode
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Things that have a number of their own.</summary>
    private const string Numbered = "(booking|order|invoice|reference|confirmation|tracking|policy|account|customer|membership|contract"
        + "|report|registration|serial|meter|ticket|claim|licen[cs]e|case|permit|passport|parcel|shipment)";

    private const string Nummer = "(kunden|rechnungs|bestell|vertrags|buchungs|zähler|konto|mitglieds|auftrags|vorgangs|versicherungs"
        + "|serien|sendungs|ausweis)nummer";

    /// <summary>Where the words for it stand in a question; empty when it asks for none.</summary>
    public static Range In(string question) =>
        Asked().Match(question) is { Success: true } match ? match.Index..(match.Index + match.Length) : default;

    /// <summary>Whether a text says that something is such.</summary>
    public static bool IsNamedIn(string text) => Word().IsMatch(text);

    /// <summary>What may be one.</summary>
    public static Regex Sign => CodeSign();

    [GeneratedRegex(
        @"(?<!^\W*(who|whom|where|when|why|how|is|are|was|were|did|does|do|can|has|have|wer|wo|wann|warum|ist"
            + @"|hat)\b.*)\b((gate|door|alarm|entry|access|(pad)?lock|safe|pin|dial(ling)?|discount|voucher|promo|tür|tor"
            + @"|zugangs|alarm|rabatt|gutschein)"
        + @"[\s-]?codes?|" + Numbered + @"[\s-]?(codes?|numbers?|no\.?|references?|ref|id|key)|" + Nummer
        + @"|(?<!\b(dress|source|post|zip|area|building|tax|highway)\s)codes? (of|for|to)|references? (of|for)|passcode|password|passwort"
        + @"|kennwort|username|benutzername|iban|aktenzeichen|kennzeichen|zahlenkombination)\b", Options)]
    private static partial Regex Asked();

    /// <summary>Letters with digits or digits that are no day, time, amount or measure; or the one word that a password is said to
    /// be.</summary>
    [GeneratedRegex(
        @"(?<![\w.,:/£$€-]|[£$€]\s|\b(eur|usd|gbp|chf)\s)(?!\d+(st|nd|rd|th|m|mm|cm|km|kg|g|l|t|h|am|pm|k|kw|v|a|bar|ghz|hz)\b)"
        + @"(?!\d[\d.,]*\s?([€£$%°]|(euros?|pounds?|dollars?|cents?|eur|usd|gbp|chf|days?|weeks?|months?|years?|hours?"
        + @"|minutes?|m|cm|mm|km|kg"
        + @"|met(re|er)s?|people|guests|uhr|tage?n?|wochen?|jahren?|jahre|stunden?|minuten?)\b))"
        + @"(?=[\p{L}\d-]*\d)[\p{L}\d-]{3,}\b(?![.,:/]\d)|(?-i:\b(?=[A-Z]*[A-Z0-9])[A-Z0-9]{6,}\b)"
        + @"|(?<=\b(code|password|passwort|kennwort|username|benutzername|pin)( \w+){0,5} ?(is|are|ist|lautet|:)\s+)"
        + @"(?!(wrong|expired|unchanged|new|secret|needed|required|missing|set|not|never|the|an?|to|in|on|by|at|falsch"
        + @"|abgelaufen|neu|nicht"
        + @"|unverändert|given|still|only)\b)['‘“]?[\p{L}\d-]+['’”]?(?=\s*([.,;!)]|$))", Options)]
    private static partial Regex CodeSign();

    [GeneratedRegex(@"\b(codes?|passcode|password|passwort|kennwort|pin|numbers?|no\.|nr\.?|references?|ref|combination|kombination"
        + @"|zahlenkombination|key|id|username|benutzername|iban|aktenzeichen|kennzeichen|plate|\w*nummer|"
        + Numbered + @")\b", Options)]
    private static partial Regex Word();
}
