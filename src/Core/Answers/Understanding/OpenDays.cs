using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Days from which on, or up to which, somebody wrote: "since 3 May", "before June", "seit Montag".</summary>
internal static partial class OpenDays
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Mail is not older than this.</summary>
    private static readonly DateOnly Earliest = new(1970, 1, 1);

    /// <summary>The days that mentions stand for with the words around them.</summary>
    public static List<DayMention> In(IReadOnlyList<DayMention> days, string text, DateOnly today)
    {
        var opened = new List<DayMention>();
        foreach (var day in days)
        {
            if (opened.Count > 0 && opened[^1] is var from && from.Days.First <= day.Days.Last && from.Start + from.Length <= day.Start
                && And().IsMatch(text.AsSpan(from.Start + from.Length, day.Start - from.Start - from.Length))
                && Between().IsMatch(text[..from.Start]))
                opened[^1] = new DayMention(
                    new DayRange(from.Days.First, day.Days.Last), from.Start, day.Start + day.Length - from.Start, from.IsNamed);
            else
                opened.Add(day);
        }

        return opened.ConvertAll(d => Of(d, text, today));
    }

    /// <summary>The days that a mention stands for with the word before it.</summary>
    private static DayMention Of(DayMention mention, string text, DateOnly today)
    {
        var (first, last) = (mention.Days.First, mention.Days.Last);
        var before = text[..mention.Start];
        if (Since().IsMatch(before) || SinceWithin().IsMatch(text.AsSpan(mention.Start, mention.Length)))
            return first < today ? mention with { Days = new DayRange(first, today) } : mention;
        if (After().IsMatch(before))
            return last < today ? mention with { Days = new DayRange(last.AddDays(1), today) } : mention;
        return Before().IsMatch(before) && first > Earliest.AddDays(1)
            ? mention with { Days = new DayRange(Earliest, first.AddDays(-1)) }
            : mention;
    }

    [GeneratedRegex(@"\b(since|seit|ab)(\s+(the|dem|der))?\s+$", Options)]
    private static partial Regex Since();

    [GeneratedRegex(@"^\s+(and|to|und|bis)(\s+(the|dem|zum))?\s+$", Options)]
    private static partial Regex And();

    [GeneratedRegex(@"\b(between|from|zwischen|von|vom)(\s+(the|dem))?\s+$", Options)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(since|seit|ab)\b", Options)]
    private static partial Regex SinceWithin();

    [GeneratedRegex(@"\b(after|nach)(\s+(the|dem|der))?\s+$", Options)]
    private static partial Regex After();

    [GeneratedRegex(@"\b(before|prior\s+to|vor)(\s+(the|dem|der))?\s+$", Options)]
    private static partial Regex Before();
}
