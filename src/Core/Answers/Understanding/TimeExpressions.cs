namespace InboxMind.Core.Answers.Understanding;

/// <summary>Finds the days a text speaks of, in English and German: "early July 2001", "18.11.2026", "on Monday",
/// "vor drei Wochen".</summary>
public static class TimeExpressions
{
    /// <summary>Places looked at in one text.</summary>
    private const int MaxMentions = 200;

    /// <summary>The days a question speaks of first, or null when it names none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="today">The asker's day, for "yesterday" and months without a year.</param>
    public static DayRange? Find(string question, DateOnly today) => In(question, today) is [var first, ..] ? first.Days : null;

    /// <summary>All places of a question that say a day or a time, in their order. A day that can be read in two ways
    /// ("3/4/2026") is there twice.</summary>
    /// <param name="question">The question.</param>
    /// <param name="today">The asker's day.</param>
    public static IReadOnlyList<DayMention> In(string question, DateOnly today) =>
        Apart(CalendarDays.In(question, today, isPast: true).Concat(RelativeDays.In(question, today)).Concat(CalendarYears.In(question)));

    /// <summary>The days that a mail names: without a year the ones nearest to its own day, since mail speaks of what is to come.</summary>
    public static IReadOnlyList<DayMention> Named(string text, DateOnly written) =>
        Apart(CalendarDays.In(text, written, isPast: false));

    /// <summary>What comes first wins over what shares words with it, unless both are readings of the same words.</summary>
    private static List<DayMention> Apart(IEnumerable<DayMention> found)
    {
        var kept = new List<DayMention>();
        foreach (var mention in found)
        {
            if (kept.Count >= MaxMentions)
                break;
            if (!kept.Exists(k => k.Start < mention.Start + mention.Length && mention.Start < k.Start + k.Length
                && (k.Start, k.Length) != (mention.Start, mention.Length)))
                kept.Add(mention);
        }

        kept.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return kept;
    }
}
