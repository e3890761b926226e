using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;

namespace InboxMind.Azure.Mail;

/// <summary>Mailboxes in Cosmos DB.</summary>
internal sealed class CosmosMailboxStore(
    CosmosDatabase database, MailWriter writer, MailboxWriter mailboxes, MailLeftovers leftovers) : IMailboxStore
{
    /// <summary>Items deleted at once.</summary>
    private const int MaxDeleted = 80;

    public Task SaveAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) => mailboxes.WriteAsync(
        owner, mailbox.Id, "mailbox.save",
        (_, item) => (item with { Settings = new MailboxSettings(mailbox.Kind, mailbox.Name, mailbox.Connection, mailbox.Sync) }, true),
        cancellation);

    public async Task<IReadOnlyList<Mailbox>> ListAsync(Owner owner, CancellationToken cancellation) => await database.User(owner)
        .QueryAsync<MailboxItem>("mailbox.list", CosmosQuery.Of(MailKeys.Mailboxes), cancellation)
        .Select(Read).OfType<Mailbox>().OrderBy(static m => m.Id.Value, StringComparer.Ordinal).ToListAsync(cancellation);

    public async Task<Mailbox?> GetAsync(Owner owner, MailboxId id, CancellationToken cancellation) =>
        await database.User(owner).ReadAsync<MailboxItem>("mailbox.get", MailKeys.Mailbox(id), cancellation) is { } read
            ? Read(read.Value)
            : null;

    public async Task RemoveAsync(Owner owner, MailboxId id, CancellationToken cancellation)
    {
        // The mailbox itself goes last: stopped in between, it is still there to be removed.
        await DeleteAllAsync(owner, CosmosQuery.Of(MailKeys.Secrets, "VALUE c.id", "c.mailbox = @mailbox").With("@mailbox", id.Value),
            cancellation);
        await DeleteAllAsync(owner, CosmosQuery.Of(MailKeys.FoldersOf(id), "VALUE c.id"), cancellation);
        while (await writer.WriteAsync(
            owner, "mailbox.remove",
            async transaction =>
            {
                var found = await transaction.FindAsync<AsideItem>(
                    CosmosSetAsideMail.Of(id, "*"), CosmosSetAsideMail.MaxDeleted, cancellation);
                await CosmosSetAsideMail.DeleteAsync(transaction, found, cancellation);
                return found.Count;
            },
            cancellation) > 0)
            cancellation.ThrowIfCancellationRequested();
        await mailboxes.WriteAsync(
            owner, id, "mailbox.remove", static (_, item) => (item with { Settings = null, Record = null }, true), cancellation);
        await leftovers.DeleteAsync(owner, cancellation);
    }

    private async Task DeleteAllAsync(Owner owner, CosmosQuery query, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        var ids = await partition.QueryAsync<string>("mailbox.remove", query, cancellation).ToListAsync(cancellation);
        foreach (var some in ids.Chunk(MaxDeleted))
        {
            var batch = partition.Batch("mailbox.remove");
            foreach (var id in some)
                batch.Delete(id);
            if (await batch.ExecuteAsync(cancellation))
                continue;

            // One of them is gone already: one by one, none of them matters to another.
            foreach (var id in some)
                await partition.DeleteAsync("mailbox.remove", id, etag: null, cancellation);
        }
    }

    private static Mailbox? Read(MailboxItem item) => item.Settings is { } settings
        ? new Mailbox(new MailboxId(item.Name), settings.Kind, settings.Name) { Connection = settings.Connection, Sync = settings.Sync }
        : null;
}
