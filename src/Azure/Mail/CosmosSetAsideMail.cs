using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;

namespace InboxMind.Azure.Mail;

/// <summary>Lists mail that was set aside in Cosmos DB.</summary>
internal sealed class CosmosSetAsideMail(CosmosDatabase database, MailWriter writer) : ISetAsideMail
{
    /// <summary>Deleted at once.</summary>
    public const int MaxDeleted = 40;

    public async Task<IReadOnlyList<SetAsideMail>> ListAsync(
        Owner owner, MailboxId mailbox, SetAsidePlace? after, int skip, int limit, CancellationToken cancellation)
    {
        var query = Of(mailbox, "*");
        if (after is not null)
        {
            query = (query with { Where = $"{query.Where} AND c.listed < @after" })
                .With("@after", MailOrder.Listed(mailbox, after.At, after.Id));
        }

        query = query with { OrderBy = "c.listed DESC", PageSize = Math.Clamp(skip + limit, 1, 200) };
        return await database.User(owner).QueryAsync<AsideItem>("mail.aside", query, cancellation).Skip(skip).Take(limit).Select(Read)
            .ToListAsync(cancellation);
    }

    public async Task<long> CountAsync(Owner owner, MailboxId? mailbox, CancellationToken cancellation) => mailbox is { } one
        ? await database.User(owner).QueryAsync<long>("mail.aside", Of(one, "VALUE COUNT(1)"), cancellation).SumAsync(cancellation)
        : (await writer.LedgerAsync(owner, cancellation)).Aside;

    public static SetAsideMail Read(AsideItem item) => new(
        new EmailId(item.Id[MailKeys.AllAside.Length..]), new MailboxId(item.Box), item.Source, item.Reason, item.SetAt);

    /// <summary>Forgets mails within a transaction, and notes that their blobs are to be deleted.</summary>
    public static async Task DeleteAsync(
        MailTransaction transaction, IReadOnlyCollection<AsideItem> items, CancellationToken cancellation)
    {
        var changes = new MailChanges(transaction);
        await transaction.LoadAsync(items.Select(static i => MailKeys.Gone(i.Id[MailKeys.AllAside.Length..])), cancellation);
        foreach (var item in items)
        {
            transaction.Remove(item.Id);
            if (item.HasRaw)
                changes.NoteLeftover(item.Id[MailKeys.AllAside.Length..], hasParts: false);
        }

        if (items.Count > 0)
            transaction.Ledger = transaction.Ledger with { Aside = transaction.Ledger.Aside - items.Count };
    }

    /// <summary>Those of a mailbox.</summary>
    public static CosmosQuery Of(MailboxId mailbox, string select) => new CosmosQuery(select, "c.listed >= @from AND c.listed < @to")
        .With("@from", MailOrder.Listed(mailbox)).With("@to", $"{MailOrder.Listed(mailbox)[..^1]};");
}
