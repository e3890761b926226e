namespace InboxMind.Core.Mailboxes;

/// <summary>The mailboxes of a user.</summary>
public interface IMailboxStore
{
    /// <summary>Adds the mailbox, or replaces the one with the same id.</summary>
    Task SaveAsync(Tenant tenant, Mailbox mailbox, CancellationToken cancellation);

    /// <summary>All mailboxes of the tenant, by id.</summary>
    Task<IReadOnlyList<Mailbox>> ListAsync(Tenant tenant, CancellationToken cancellation);

    /// <summary>One mailbox, or null when the tenant has no such.</summary>
    Task<Mailbox?> GetAsync(Tenant tenant, MailboxId id, CancellationToken cancellation);

    /// <summary>Removes the mailbox with its secrets, how its sync stands, and the mail of it that was set aside; its messages are removed
    /// apart. Does nothing when there is none.</summary>
    Task RemoveAsync(Tenant tenant, MailboxId id, CancellationToken cancellation);
}
