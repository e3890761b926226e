using System.Globalization;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Puts a quote into a sentence: who, when, what, source.</summary>
internal static class QuoteWriter
{
    private static readonly string[] German =
        ["der", "die", "das", "wer", "wann", "wie", "wo", "was", "warum", "ist", "wird", "hat", "haben", "und", "wir", "welche",
            "welcher", "wurde"];

    private static readonly string[] English =
        ["the", "a", "what", "who", "when", "how", "where", "why", "is", "did", "has", "have", "and", "we", "which", "of", "to",
            "in", "for"];

    public static string Write(Quote quote, string question)
    {
        var german = IsGerman(question);
        var who = Name(quote.Source.From) is { Length: > 0 } name ? name : german ? "Unbekannt" : "Unknown sender";
        var when = Day(quote.Source.Date, german);

        // In a quotation the words may be somebody else's: the mail is named, not its sender as their writer.
        var lead = quote.IsQuoted
            ? german ? $"Zitiert bei {who}, {when}" : $"Quoted by {who}, {when}"
            : $"{who}, {when}";
        return $"{lead}: “{QuotedText.From(quote.Text)}” [{quote.Source.N}]";
    }

    /// <summary>A name in which nothing looks like the beginning of a quote.</summary>
    private static string Name(string name) =>
        string.Concat(QuotedText.From(name).Where(static c => c is not (':' or '：' or '∶' or '꞉'))).Trim();

    private static string Day(string iso, bool german)
    {
        if (!DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return iso;
        return german
            ? day.ToString("d. MMMM yyyy", CultureInfo.GetCultureInfo("de-DE"))
            : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    }

    private static bool IsGerman(string question)
    {
        var words = Core.Text.Words.Split(question);
        return words.Count(static w => German.Contains(w.Text)) > words.Count(static w => English.Contains(w.Text));
    }
}
