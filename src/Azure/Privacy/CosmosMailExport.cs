using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Privacy;

namespace InboxMind.Azure.Privacy;

/// <summary>Goes through a user's mail in Cosmos DB, by date.</summary>
internal sealed class CosmosMailExport(
    CosmosDatabase database, MailWriter writer, MailReader reader, IMailStore store, IRawMailStore blobs) : IMailExport
{
    /// <summary>Bytes of a message's details that are looked at.</summary>
    private const long MaxDetails = 1024 * 1024;

    public async Task<IReadOnlyList<ExportedMail>> ListAsync(
        Owner owner, MailboxId mailbox, ExportedMail? after, int limit, CancellationToken cancellation)
    {
        var query = new CosmosQuery("c.id, c.user, c.thread, c.sort, c.size, c.details, c.apart, c.attached",
            "c.mailbox = @mailbox AND c.sort > @after")
        {
            OrderBy = "c.sort",
            PageSize = Math.Clamp(limit, 1, 200),
        }.With("@mailbox", mailbox.Value).With("@after", after is null ? "" : MailOrder.At(new MailPosition(after.Date, after.Id)));
        var items = await reader.ItemsAsync(owner, query, limit, cancellation);
        var roots = await reader.RootsAsync(owner, items.Select(static i => i.Thread), cancellation);
        var places = await store.PlacementsAsync(owner, [.. items.Select(static i => MailOrder.Read(i.Sort).Id)], cancellation);
        var mails = new List<ExportedMail>(items.Count);
        foreach (var item in items)
        {
            var (date, id) = MailOrder.Read(item.Sort);
            mails.Add(ExportedMail.Of(
                id, new ThreadId(roots[item.Thread]), date, item.Size, await DetailsAsync(owner, id, item, cancellation),
                places.GetValueOrDefault(id, [])));
        }

        return mails;
    }

    public async Task<IReadOnlyList<MailboxId>> MailboxesAsync(Owner owner, CancellationToken cancellation) =>
    [
        .. (await writer.LedgerAsync(owner, cancellation)).Boxes.Keys.Order(StringComparer.Ordinal).Select(static b => new MailboxId(b)),
    ];

    public async Task<IReadOnlyList<SetAsideMail>> ListSetAsideAsync(
        Owner owner, EmailId? after, int limit, CancellationToken cancellation)
    {
        var query =
            (CosmosQuery.Of(MailKeys.AllAside, "*", "c.id > @after") with { OrderBy = "c.id", PageSize = Math.Clamp(limit, 1, 200) })
            .With("@after", MailKeys.Aside(after?.Value ?? ""));
        return await database.User(owner).QueryAsync<AsideItem>("export.aside", query, cancellation).Take(limit)
            .Select(CosmosSetAsideMail.Read).ToListAsync(cancellation);
    }

    public async Task<Stream?> OpenSetAsideAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        if (await FindAsync() is not { } item)
            return null;
        if (!item.HasRaw)
            return Stream.Null;
        if (await blobs.OpenAsync(owner, id, cancellation) is { } stream)
            return stream;
        return await FindAsync() is null
            ? null
            : throw new InvalidDataException("The raw mail of a mail set aside is not in the storage account.");

        async Task<AsideItem?> FindAsync() =>
            (await database.User(owner).ReadAsync<AsideItem>("export.aside", MailKeys.Aside(id.Value), cancellation))?.Value;
    }

    private async Task<MessageDetails?> DetailsAsync(Owner owner, EmailId id, MessageItem item, CancellationToken cancellation)
    {
        await using var details = item.Details is { } text
            ? new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text), writable: false)
            : await blobs.OpenAsync(owner, MailContent.DetailsId(id), cancellation);
        if (details is null)
            return null;
        return new DetailsReader(details, new MailExtent(0, Addresses: 1, 0), MaxDetails).Read(hasAttachments: false).Details;
    }
}
