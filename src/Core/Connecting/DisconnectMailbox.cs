using InboxMind.Core.Audit;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Connecting;

/// <summary>Takes a mailbox away: consent revoked where the provider lets us, token forgotten, its mail erased unless it also lies in
/// another mailbox of the user. Sign-in is not touched. Stopped midway, it goes on when called again.</summary>
public sealed class DisconnectMailbox(
    IMailboxStore mailboxes, RevokeConsent revoke, ISyncStateStore states, ISyncedMail mail, IndexQueue index, IAuditLog audit)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <returns>What became of it; null when the user has no such mailbox on a server.</returns>
    public async Task<Disconnected?> DisconnectAsync(User user, MailboxId id, RequestOrigin origin, CancellationToken cancellation)
    {
        var owner = new Owner(user.Id);
        if (await mailboxes.GetAsync(owner, id, cancellation) is not { Connection: not null } mailbox)
            return null;
        var (revoked, consent) = await revoke.RevokeAsync(owner, mailbox, cancellation);
        await using (var held = await HeldLease.TryTakeAsync(states, owner, id, $"disconnect-{Guid.NewGuid():N}", Lease, cancellation))
        {
            if (held is null)
                return new Disconnected(IsBusy: true, revoked, consent);
            await EraseAsync(held, cancellation);
            await mailboxes.RemoveAsync(owner, id, cancellation);
        }

        await audit.AppendAsync(AuditEvent.For(AuditKind.MailboxDisconnected, user, origin) with { Detail = id.Value },
            CancellationToken.None);
        return new Disconnected(IsBusy: false, revoked, consent);
    }

    private async Task EraseAsync(HeldLease held, CancellationToken cancellation)
    {
        var (owner, lease) = (held.Owner, held.Lease);
        foreach (var folder in await states.ListFoldersAsync(owner, lease.Mailbox, cancellation))
        {
            ChangedMail removed;
            while ((removed =
                await mail.RemoveFolderAsync(owner, lease, folder.Name, exceptUidValidity: null, cancellation)).Placements > 0)
            {
                if (removed.ToIndex.Count > 0)
                    await index.AddAsync(owner, removed.ToIndex, cancellation);
                await held.RenewAsync(cancellation);
            }

            await states.RemoveFolderAsync(owner, lease, folder.Name, cancellation);
        }
    }
}

/// <summary>How a disconnecting went.</summary>
/// <param name="IsBusy">A sync still ran: token and consent are gone, the mail has to be removed by calling again.</param>
/// <param name="Revoked">The provider confirmed that the consent is gone.</param>
/// <param name="ConsentPage">Where the person withdraws it by hand; null when there is nothing to withdraw.</param>
public sealed record Disconnected(bool IsBusy, bool Revoked, Uri? ConsentPage);
