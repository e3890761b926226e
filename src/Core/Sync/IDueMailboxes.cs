namespace InboxMind.Core.Sync;

/// <summary>Finds mailboxes of all users to sync on a schedule, for work that starts before a user is known. Returns ids only, never
/// content.</summary>
public interface IDueMailboxes
{
    /// <summary>Mailboxes to sync on a schedule whose next run is due and that no one syncs now, the longest due first. Those
    /// that wait for a person to sign in again are left out.</summary>
    Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> DueMailboxesAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>A page of the mailboxes of a shard that were due at a time; else as <see cref="DueMailboxesAsync"/>. With the time
    /// kept the same from page to page, what was synced meanwhile does not come again.</summary>
    /// <param name="dueBy">The time.</param>
    /// <param name="shard">Which mailboxes.</param>
    /// <param name="after">Begins behind this place; null at the longest due.</param>
    /// <param name="limit">At most this many, at least 1.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<DuePage> DuePageAsync(DateTimeOffset dueBy, SyncShard shard, DuePosition? after, int limit, CancellationToken cancellation);

    /// <summary>All mailboxes to sync on a schedule but those that wait for a person to sign in again, and those whose server asked to
    /// be left alone until later than <paramref name="now"/>. One that is only out of reach is listened for.</summary>
    Task<IReadOnlyList<(UserId User, MailboxId Mailbox)>> ScheduledMailboxesAsync(
        DateTimeOffset now, int limit, CancellationToken cancellation);
}
