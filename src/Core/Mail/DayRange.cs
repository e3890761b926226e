namespace InboxMind.Core.Mail;

/// <summary>Days that a question or a query speaks of, both included.</summary>
public readonly record struct DayRange(DateOnly First, DateOnly Last)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>1 within the range, falling to 0 over about its own length outside, at least ten days.</summary>
    public double Closeness(DateOnly day)
    {
        var outside = day < First ? First.DayNumber - day.DayNumber : day > Last ? day.DayNumber - Last.DayNumber : 0;
        return Math.Max(0, 1 - (outside / (double)Math.Max(10, Days)));
    }
}
