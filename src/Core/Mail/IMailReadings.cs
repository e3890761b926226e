namespace InboxMind.Core.Mail;

/// <summary>By which <see cref="ReadingVersion"/> each message was read.</summary>
public interface IMailReadings
{
    /// <summary>Messages that an earlier version read and that this one did not try to, in no particular order.</summary>
    Task<IReadOnlyList<EmailId>> OlderAsync(Owner owner, int version, int limit, CancellationToken cancellation);

    /// <summary>How many <see cref="OlderAsync"/> gives in all, and how many could not be read by the last version that tried.</summary>
    Task<ReadingCounts> CountAsync(Owner owner, int version, CancellationToken cancellation);

    /// <summary>Stores what a version read: the content where it is another, and the thread that the references lead to. Threads are
    /// joined by it and never split. Messages that are gone, and those that this version or a newer one has tried, stay as they are.
    /// Stopped at any moment, each message is either as before or as read.</summary>
    /// <returns>Those whose content was changed: the index has to see them.</returns>
    Task<IReadOnlyList<EmailId>> SaveAsync(
        Owner owner, int version, IReadOnlyList<MailReading> readings, CancellationToken cancellation);
}
