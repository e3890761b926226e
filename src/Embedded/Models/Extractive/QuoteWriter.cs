using System.Globalization;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Puts a quote into a sentence: who, when, what, source.</summary>
internal static class QuoteWriter
{
    private static readonly string[] German =
        ["der", "die", "das", "wer", "wann", "wie", "wo", "was", "warum", "ist", "wird", "hat", "haben", "und", "wir", "welche",
            "welcher", "wurde"];

    private static readonly string[] English =
        ["the", "a", "what", "who", "when", "how", "where", "why", "is", "was", "were", "are", "did", "has", "have", "and", "we",
            "which", "of", "to", "in", "on", "for"];

    public static string Write(Quote quote, string question)
    {
        var german = IsGerman(question);
        var who = Name(quote.Source.From) is { Length: > 0 } name ? name : german ? "Unbekannt" : "Unknown sender";
        var when = Day(quote.Source.Date, german);

        if (quote.IsSubject)
            when = german ? $"{when}, Betreff" : $"{when}, subject";
        if (quote.IsEarlier)
            when = german ? $"{when} (früher)" : $"{when} (earlier)";

        // In a quotation the words are somebody else's: where the mail does not say whose, it is named, not its sender as their writer.
        var lead = !quote.Passage.IsQuoted || quote.IsSubject ? $"{who}, {when}"
            : Author(quote, german) is not { Length: > 0 } author
                ? german ? $"Zitiert bei {who}, {when}" : $"Quoted by {who}, {when}"
            : german ? $"{author} (zitiert bei {who}, {when})" : $"{author} (quoted by {who}, {when})";
        if (quote.Source.File is { } file && Name(file) is { Length: > 0 } attached)
            lead = german ? $"{attached} (Anhang von {who}, {when})" : $"{attached} (attached by {who}, {when})";
        return $"{Label(quote.Binds, german)}{lead}: “{QuotedText.From(quote.Text)}” [{quote.Source.N}]";
    }

    private static string Label(Commitment? binds, bool german) => binds switch
    {
        Commitment.Decided => german ? "Entschieden: " : "Decided: ",
        Commitment.Promised => german ? "Zugesagt: " : "Promised: ",
        Commitment.Asked => german ? "Offen: " : "Open: ",
        _ => "",
    };

    /// <summary>Who wrote quoted words, and when, as far as the mail says it.</summary>
    private static string Author(Quote quote, bool german) => Name(quote.Passage.Author) is not { Length: > 0 } name ? ""
        : Written(quote) is { } day ? $"{name}, {Day(day, german)}" : name;

    /// <summary>The day of quoted words. They are older than the mail that quotes them: where 12/10 would be later, it is 10/12.</summary>
    private static DateOnly? Written(Quote quote)
    {
        if (quote.Passage.Date is not { } day || day <= PromptDay.Read(quote.Source.Date).AddDays(1))
            return quote.Passage.Date;
        return day.Day <= 12 && new DateOnly(day.Year, day.Day, day.Month) is var other
            && other <= PromptDay.Read(quote.Source.Date).AddDays(1)
            ? other
            : null;
    }

    /// <summary>A name in which nothing looks like the beginning of a quote.</summary>
    private static string Name(string name) =>
        string.Concat(QuotedText.From(name).Where(static c => c is not (':' or '：' or '∶' or '꞉'))).Trim();

    private static string Day(string iso, bool german)
    {
        if (!DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return iso;
        return Day(day, german);
    }

    private static string Day(DateOnly day, bool german) => german
        ? day.ToString("d. MMMM yyyy", CultureInfo.GetCultureInfo("de-DE"))
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static bool IsGerman(string question)
    {
        var words = Core.Text.Words.Split(question);
        return words.Count(static w => German.Contains(w.Text)) > words.Count(static w => English.Contains(w.Text));
    }
}
