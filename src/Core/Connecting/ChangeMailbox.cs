using InboxMind.Core.Sync.Runs;

namespace InboxMind.Core.Connecting;

/// <summary>Changes what of a mailbox is synced, and when; a sync takes it up at once. Mail of folders left out from now on stays as it was
/// last synced.</summary>
public sealed class ChangeMailbox(IMailboxStore mailboxes, ITokenLocks locks, AskForSync ask, TimeProvider time)
{
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="id">The mailbox.</param>
    /// <param name="change">Makes the new choice from the old one.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The mailbox as it is now; null when the owner has no such on a server.</returns>
    public async Task<Mailbox?> ChangeAsync(Owner owner, MailboxId id, Func<SyncChoice, SyncChoice> change, CancellationToken cancellation)
    {
        SyncChoice before;
        Mailbox changed;

        // Connecting and disconnecting read and write the same record.
        await using (await TokenTurn.WaitAsync(locks, owner, id, time, cancellation))
        {
            if (await mailboxes.GetAsync(owner, id, cancellation) is not { Connection: not null } mailbox)
                return null;
            (before, changed) = (mailbox.Sync, mailbox with { Sync = change(mailbox.Sync) });
            await mailboxes.SaveAsync(owner, changed, cancellation);
        }

        // Not by its next run, which may be a day away by the interval of before.
        if (changed.Sync.Enabled && changed.Sync != before)
            await ask.AskAsync(owner, id, cancellation);
        return changed;
    }
}
