using InboxMind.Core.Audit;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Deletion;

/// <summary>Deletes all mail of a user, what was set aside too, and pauses the sync of their mailboxes. Mail that comes in after it
/// began stays: an import that goes on keeps it from no end. Interrupted, it goes on when called again.</summary>
public sealed class DeleteAllMail(
    EmptyMailboxes empty, IMailboxStore mailboxes, ISyncStateStore states, IAuditLog audit)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <returns>What was deleted.</returns>
    public async Task<DeletedMail> DeleteAsync(User user, RequestOrigin origin, CancellationToken cancellation)
    {
        var outcome = AuditOutcome.Failed;
        try
        {
            var deleted = await DeleteAsync(new Owner(user.Id), cancellation);
            outcome = AuditOutcome.Done;
            return deleted;
        }
        finally
        {
            // Some of it may be gone already.
            await audit.AppendAsync(
                AuditEvent.For(AuditKind.Deletion, user, origin) with { Outcome = outcome, Detail = "all mail" }, CancellationToken.None);
        }
    }

    private async Task<DeletedMail> DeleteAsync(Owner owner, CancellationToken cancellation)
    {
        var synced = (await mailboxes.ListAsync(owner, cancellation)).Where(static m => m.Connection is not null).ToList();
        var paused = 0;
        foreach (var mailbox in synced.Where(static m => m.Sync.Enabled))
        {
            await mailboxes.SaveAsync(owner, mailbox with { Sync = mailbox.Sync with { Enabled = false } }, cancellation);
            paused++;
        }

        await using var leases = new HeldLeases();
        foreach (var mailbox in synced)
            await leases.TryAddAsync(states, owner, mailbox.Id, $"delete-{Guid.NewGuid():N}", Lease, cancellation);
        var (emails, quarantined) = await empty.EmptyAsync(owner, leases, cancellation);
        return new DeletedMail(emails, quarantined, paused, IsBusy: leases.Count < synced.Count);
    }
}

/// <summary>How much was deleted.</summary>
/// <param name="Emails">Messages.</param>
/// <param name="Quarantined">Mails that had been set aside.</param>
/// <param name="Paused">Mailboxes that were synced until now.</param>
/// <param name="IsBusy">A sync still ran and may store more: to be called again.</param>
public sealed record DeletedMail(int Emails, int Quarantined, int Paused, bool IsBusy);
