namespace InboxMind.Core.Counting;

/// <summary>Mails that have something in common.</summary>
/// <param name="Key">The address, the day (2026-03-09), the month (2026-03), the year, or the thread.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The oldest of them was written then.</param>
/// <param name="Last">The newest was.</param>
public sealed record TallyGroup(string Key, string Name, long Count, DateTimeOffset First, DateTimeOffset Last);
