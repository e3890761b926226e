namespace InboxMind.Core.Connecting;

/// <summary>Locks on a mailbox's tokens, across all processes: two refreshes at once would make one refresh token worthless.</summary>
public interface ITokenLocks
{
    /// <summary>Takes the lock when no one holds it.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="holder">An id of the caller's own.</param>
    /// <param name="duration">It frees itself after this.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<bool> TryTakeAsync(Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Frees it. Does nothing when another holds it by now.</summary>
    Task ReleaseAsync(Owner owner, MailboxId mailbox, string holder, CancellationToken cancellation);
}
