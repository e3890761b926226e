namespace InboxMind.Core.Answers.Understanding;

/// <summary>Words of a text that say a day or a time.</summary>
/// <param name="Days">The days.</param>
/// <param name="Start">The first character of the words.</param>
/// <param name="Length">Characters.</param>
/// <param name="IsNamed">Whether the days stand there by name ("9 March"), as they might in another text; "yesterday" does not.</param>
public readonly record struct DayMention(DayRange Days, int Start, int Length, bool IsNamed)
{
    public bool Covers(int at) => at >= Start && at < Start + Length;
}
