using InboxMind.Core.Audit;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Deletion;

/// <summary>Deletes all mail of a user, what was set aside too, and pauses the sync of their mailboxes. Mail that comes in after it
/// began stays: an import that goes on keeps it from no end. Interrupted, it goes on when called again.</summary>
public sealed class DeleteAllMail(
    IMailStore store, IMailIndex index, ISetAsideMail setAside, DeleteMail delete, RemoveDeleted remove, IMailboxStore mailboxes,
    ISyncStateStore states, IAuditLog audit, TimeProvider time)
{
    /// <summary>Messages between two looks at the leases. The store writes them in short steps.</summary>
    private const int Batch = 500;

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
        var (emails, quarantined) = await EmptyAsync(owner, leases, cancellation);
        return new DeletedMail(emails, quarantined, paused, IsBusy: leases.Count < synced.Count);
    }

    private async Task<(int Emails, int Quarantined)> EmptyAsync(Owner owner, HeldLeases leases, CancellationToken cancellation)
    {
        int emails = 0, quarantined = 0, some;
        var present = MailConditions.None with { StoredUntil = time.GetUtcNow() };
        var presentAside = await setAside.CountAsync(owner, mailbox: null, cancellation);
        while (true)
        {
            var found = await store.ListAsync(owner, present, new MailRange(null, 0, Batch), cancellation);
            if (found.Count == 0)
                break;
            emails += await delete.DeleteAsync(owner, [.. found.Select(static p => p.Id)], cancellation);
            await leases.RenewAsync(cancellation);
        }

        // An index of nothing is thrown away whole, which takes no time.
        if (emails > 0 && await store.CountAsync(owner, cancellation) == 0)
        {
            await index.ClearAsync(owner, cancellation);
            await remove.RemoveAsync(owner, cancellation);
        }

        // The oldest go first.
        while (quarantined < presentAside
            && (some = await store.DeleteSetAsideAsync(owner, (int)Math.Min(Batch, presentAside - quarantined), cancellation)) > 0)
            quarantined += some;
        return (emails, quarantined);
    }
}

/// <summary>How much was deleted.</summary>
/// <param name="Emails">Messages.</param>
/// <param name="Quarantined">Mails that had been set aside.</param>
/// <param name="Paused">Mailboxes that were synced until now.</param>
/// <param name="IsBusy">A sync still ran and may store more: to be called again.</param>
public sealed record DeletedMail(int Emails, int Quarantined, int Paused, bool IsBusy);
