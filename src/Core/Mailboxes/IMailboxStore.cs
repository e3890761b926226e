namespace InboxMind.Core.Mailboxes;

/// <summary>The mailboxes of a user.</summary>
public interface IMailboxStore
{
    /// <summary>Adds the mailbox, or replaces the one with the same id.</summary>
    Task SaveAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation);

    /// <summary>All mailboxes of the owner, by id.</summary>
    Task<IReadOnlyList<Mailbox>> ListAsync(Owner owner, CancellationToken cancellation);

    /// <summary>One mailbox, or null when the owner has no such.</summary>
    Task<Mailbox?> GetAsync(Owner owner, MailboxId id, CancellationToken cancellation);

    /// <summary>Removes the mailbox with its secrets, how its sync stands, and the mail of it that was set aside; its messages are removed
    /// apart. Does nothing when there is none.</summary>
    Task RemoveAsync(Owner owner, MailboxId id, CancellationToken cancellation);
}
