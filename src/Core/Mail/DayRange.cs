namespace InboxMind.Core.Mail;

/// <summary>Days that a question, a query or a mail speaks of, both included.</summary>
public readonly record struct DayRange(DateOnly First, DateOnly Last)
{
    /// <summary>What a day of another year counts when no year was named.</summary>
    private const double OtherYear = 0.6;

    /// <summary>Whether no year was named: the one assumed may be wrong.</summary>
    public bool IsYearless { get; init; }

    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>1 within the range, falling to 0 over about its own length outside, at least ten days. Without a year, the same days of
    /// other years count in part.</summary>
    public double Closeness(DateOnly day)
    {
        var closeness = ClosenessInYear(day);
        return IsYearless && closeness < OtherYear && InYear(day.Year) is { } moved
            ? Math.Max(closeness, OtherYear * moved.ClosenessInYear(day))
            : closeness;
    }

    /// <summary>Whether the two have a day in common; without a year, in any year.</summary>
    public bool Overlaps(DayRange other) => (First <= other.Last && other.First <= Last)
        || (IsYearless && InYear(other.Last.Year) is { } moved && moved.First <= other.Last && other.First <= moved.Last);

    private DayRange? InYear(int year) => First.Year + (year - Last.Year) is < 1 or > 9998
        ? null
        : new DayRange(First.AddYears(year - Last.Year), Last.AddYears(year - Last.Year));

    private double ClosenessInYear(DateOnly day)
    {
        var outside = day < First ? First.DayNumber - day.DayNumber : day > Last ? day.DayNumber - Last.DayNumber : 0;
        return Math.Max(0, 1 - (outside / (double)Math.Max(10, Days)));
    }
}
