namespace InboxMind.Core.Sync;

/// <summary>The right to sync one mailbox for a while.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Holder">Who holds it: an id the holder chose.</param>
/// <param name="Fence">Grows with every holder. What is written under an older number is refused.</param>
public sealed record SyncLease(MailboxId Mailbox, string Holder, long Fence);

/// <summary>The lease was given to another holder, or given back: nothing was written.</summary>
public sealed class LeaseLostException() : Exception("The mailbox is synced by another process now.");
