namespace InboxMind.Core.Mail;

/// <summary>Which messages a list from the store holds.</summary>
/// <param name="Filter">Conditions without words (<see cref="MailFilter.HasWords"/>): the store knows none.</param>
/// <param name="Thread">Only this thread, which may be named by an alias; null for all.</param>
public sealed record MailConditions(MailFilter Filter, ThreadId? Thread)
{
    /// <summary>Only what was stored at this time or before, to the millisecond; null for all.</summary>
    public DateTimeOffset? StoredUntil { get; init; }

    public static readonly MailConditions None = new(MailFilter.None, null);
}
