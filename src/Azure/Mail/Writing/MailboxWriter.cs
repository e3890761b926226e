using InboxMind.Azure.Mail.Items;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Changes a mailbox, and when it is listed as due. An entry that comes earlier than before is written before the change, one that
/// comes later after it: a crash in between leaves one that comes too early, which whoever reads it finds out.</summary>
internal sealed class MailboxWriter(MailWriter writer, MailLookUps lookUps)
{
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox; it need not exist.</param>
    /// <param name="operation">Its name.</param>
    /// <param name="change">Gives the mailbox as it is to be.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<T> WriteAsync<T>(
        Owner owner, MailboxId mailbox, string operation, Func<MailTransaction, MailboxItem, (MailboxItem Item, T Result)> change,
        CancellationToken cancellation)
    {
        (LookUpEntry Before, LookUpEntry? Entry)? later = null;
        var result = await writer.WriteAsync(
            owner, operation,
            async transaction =>
            {
                later = null;
                var id = MailKeys.Mailbox(mailbox);
                await transaction.LoadAsync([id], cancellation);
                var before = transaction.Get<MailboxItem>(id);
                var (item, value) = change(
                    transaction, before ?? new MailboxItem { User = owner.User.Value, Id = id, Name = mailbox.Value });
                if (item == before)
                    return value;
                if (item is { Settings: null, Record: null, Lease: null })
                    transaction.Remove(id);
                else
                    transaction.Set(item);
                later = await ListAsync(owner, mailbox, before, item, cancellation);
                return value;
            },
            cancellation);
        if (later is { } after)
            await lookUps.ReplaceAsync(after.Before, after.Entry, cancellation);
        return result;
    }

    private async Task<(LookUpEntry Before, LookUpEntry? Entry)?> ListAsync(
        Owner owner, MailboxId mailbox, MailboxItem? before, MailboxItem item, CancellationToken cancellation)
    {
        var entry = MailLookUps.DueEntry(owner, mailbox, item);

        // Most changes, such as those of a lease, move nothing.
        if (before is not null && entry?.Due == MailLookUps.DueEntry(owner, mailbox, before)?.Due)
            return null;
        var listed = await lookUps.DueAsync(owner, mailbox, cancellation);

        // The same one is written once more too: it is another then to whoever found it to be for nothing and is about to take it off.
        if (entry is not null && (listed is null || string.CompareOrdinal(entry.Due, listed.Due) <= 0))
        {
            await lookUps.PutAsync(entry, cancellation);
            return null;
        }

        return listed is null ? null : (listed, entry);
    }
}
