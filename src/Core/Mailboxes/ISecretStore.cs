namespace InboxMind.Core.Mailboxes;

/// <summary>Secrets of a user's mailboxes, encrypted at rest. A ciphertext opens only for the user, mailbox and kind it was made
/// for.</summary>
public interface ISecretStore
{
    /// <summary>Keeps a secret, replacing the one of the same mailbox and kind.</summary>
    Task SaveAsync(Owner owner, MailboxId mailbox, SecretKind kind, string secret, CancellationToken cancellation);

    /// <summary>The secret, or null when there is none.</summary>
    /// <exception cref="SecretUnreadableException">There is one that cannot be opened any more: its key is lost, or it was made
    /// for something else.</exception>
    Task<string?> ReadAsync(Owner owner, MailboxId mailbox, SecretKind kind, CancellationToken cancellation);

    /// <summary>Forgets it. Does nothing when there is none.</summary>
    Task DeleteAsync(Owner owner, MailboxId mailbox, SecretKind kind, CancellationToken cancellation);
}

/// <summary>What a secret is for.</summary>
public enum SecretKind
{
    /// <summary>A password for the mail server.</summary>
    Password,

    /// <summary>What a provider's sign-in gave: tokens, or the cache of its library.</summary>
    OAuthToken,
}

/// <summary>A stored secret that cannot be opened any more.</summary>
public sealed class SecretUnreadableException(Exception? inner = null)
    : Exception("A stored secret cannot be opened: the key it was encrypted with is gone.", inner);
