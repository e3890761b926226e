using System.Text;
using System.Text.Json;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Azure.Mail;

/// <summary>Reads messages, so much of each as is wanted: of what lies in blobs only the beginning is read.</summary>
internal sealed class MailReader(CosmosDatabase database, IRawMailStore blobs)
{
    /// <summary>Messages of one query.</summary>
    private const int MaxMessages = 100;

    /// <summary>Bytes of the details that are looked at for a part of them; what is behind is not counted.</summary>
    private const long MaxDetails = 2 * 1024 * 1024;

    private const int SideBySide = 8;

    /// <summary>The messages that exist, in no order.</summary>
    public async Task<IReadOnlyList<StoredMail>> ReadAsync(
        Owner owner, IEnumerable<EmailId> ids, MailExtent extent, CancellationToken cancellation)
    {
        var mails = new List<StoredMail>();
        foreach (var some in ids.Distinct().Chunk(MaxMessages))
        {
            var query = new CosmosQuery("*", "") { PageSize = MaxMessages }.In("c.id",
                [.. some.Select(static id => MailKeys.Message(id.Value))]);
            mails.AddRange(await ReadAsync(owner, await ItemsAsync(owner, query, MaxMessages, cancellation), extent, cancellation));
        }

        return mails;
    }

    /// <summary>Messages that a query finds, in its order.</summary>
    public async Task<IReadOnlyList<MessageItem>> ItemsAsync(Owner owner, CosmosQuery query, int limit, CancellationToken cancellation)
    {
        var items = new List<MessageItem>();
        await foreach (var item in database.User(owner).QueryAsync<MessageItem>("mail.read", query, cancellation))
        {
            items.Add(item);
            if (items.Count == limit)
                break;
        }

        return items;
    }

    /// <summary>Reads what items say.</summary>
    public async Task<IReadOnlyList<StoredMail>> ReadAsync(
        Owner owner, IReadOnlyList<MessageItem> items, MailExtent extent, CancellationToken cancellation)
    {
        var roots = await RootsAsync(owner, items.Select(static i => i.Thread), cancellation);
        var mails = new StoredMail?[items.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, items.Count),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (i, stop) => mails[i] = await ReadAsync(owner, items[i], roots[items[i].Thread], extent, stop));
        return [.. mails.OfType<StoredMail>()];
    }

    /// <summary>Heads of messages that a query finds, in its order.</summary>
    public async Task<IReadOnlyList<MailHead>> HeadsAsync(Owner owner, CosmosQuery query, int limit, CancellationToken cancellation)
    {
        var items = await ItemsAsync(owner, query, limit, cancellation);
        var roots = await RootsAsync(owner, items.Select(static i => i.Thread), cancellation);
        var heads = new List<MailHead>(items.Count);
        foreach (var item in items)
        {
            var id = new EmailId(item.Id[MailKeys.Messages.Length..]);

            // What was erased meanwhile is left out.
            if (await DetailsAsync(owner, id, item, MailExtent.Head, isWhole: false, cancellation) is var (details, _))
            {
                heads.Add(MailHead.Of(
                    id, new ThreadId(roots[item.Thread]), MailOrder.Read(item.Sort).Date,
                    MailLimits.Begin(item.Subject ?? "", MailLimits.Subject), details));
            }
        }

        return heads;
    }

    /// <summary>The roots of threads, which may be aliases.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RootsAsync(
        Owner owner, IEnumerable<string> threads, CancellationToken cancellation)
    {
        var roots = threads.Distinct().ToDictionary(static t => t, static t => t);
        var open = roots.Keys.ToHashSet();
        while (open.Count > 0)
        {
            var aliases = new Dictionary<string, string>();
            foreach (var some in open.Chunk(MaxMessages))
            {
                var query = new CosmosQuery("c.id, c.user, c.thread, c.root", "").In("c.id", [.. some.Select(MailKeys.Alias)]);
                await foreach (var alias in database.User(owner).QueryAsync<AliasItem>("mail.threads", query, cancellation))
                    aliases[alias.Thread] = alias.Root;
            }

            foreach (var (thread, at) in roots.ToList())
            {
                if (aliases.TryGetValue(at, out var root))
                    roots[thread] = root;
            }

            open = [.. aliases.Values];
        }

        return roots;
    }

    /// <summary>A thread's root and everything that is an alias of it.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Owner owner, ThreadId thread, CancellationToken cancellation)
    {
        var names = new List<string> { (await RootsAsync(owner, [thread.Value], cancellation))[thread.Value] };
        for (var done = 0; done < names.Count;)
        {
            var some = names.GetRange(done, Math.Min(MaxMessages, names.Count - done));
            done += some.Count;
            await foreach (var alias in database.User(owner).QueryAsync<string>(
                "mail.threads", new CosmosQuery("VALUE c.thread", "").In("c.root", some), cancellation))
                names.Add(alias);
        }

        return [.. names.Distinct()];
    }

    /// <returns>Null when it was erased while it was read.</returns>
    private async Task<StoredMail?> ReadAsync(
        Owner owner, MessageItem item, string thread, MailExtent extent, CancellationToken cancellation)
    {
        var id = new EmailId(item.Id[MailKeys.Messages.Length..]);
        var isWhole = extent.Text >= MailLimits.Text;
        if (await DetailsAsync(owner, id, item, extent, isWhole, cancellation) is not var (details, counts)
            || await TextAsync(owner, id, item, extent, isWhole, cancellation) is not var (text, whole))
        {
            return await IsThereAsync(owner, id, cancellation)
                ? throw new InvalidDataException("A part of a stored message is not in the storage account.")
                : null;
        }

        var message = new MailMessage
        {
            Id = id,
            MessageId = MailLimits.Begin(item.MessageId, MailLimits.Name),
            Subject = MailLimits.Begin(item.Subject ?? "", MailLimits.Subject),
            From = details.From,
            To = details.To,
            Cc = details.Cc,
            Bcc = details.Bcc,
            Date = MailOrder.Read(item.Sort).Date,
            Text = text,
            WholeText = details.WholeText ?? whole,
            Attachments = details.Attachments,
            Counts = counts,
            Size = item.Size,
            ListId = details.ListId,
            Protection = details.Protection,
            Kind = details.Kind ?? MailKind.Person,
            DateSource = details.DateSource ?? DateSource.Header,
        };
        return new StoredMail(
            message, new ThreadId(thread), [.. item.Places.Folders.Keys.Order(StringComparer.Ordinal)], item.Version, item.Indexed)
        {
            Flags = item.Places.AllFlags(),
        };
    }

    private async Task<(MessageDetails Details, MailCounts? Counts)?> DetailsAsync(
        Owner owner, EmailId id, MessageItem item, MailExtent extent, bool isWhole, CancellationToken cancellation)
    {
        if (!item.Apart.HasFlag(ApartParts.Details))
        {
            var all = JsonSerializer.Deserialize(item.Details!, MailJson.Default.MessageDetails)!;
            var few = all with
            {
                From = First(all.From, extent.Addresses),
                To = First(all.To, extent.Addresses),
                Cc = First(all.Cc, extent.Addresses),
                Bcc = First(all.Bcc, extent.Addresses),
                Attachments = First(all.Attachments, extent.Attachments),
            };
            return few == all
                ? (all, null)
                : (few, new MailCounts(
                    all.From.Count, all.To.Count, all.Cc.Count, all.Bcc.Count, all.Attachments.Count, item.Attached));
        }

        var stream = await blobs.OpenAsync(owner, MailContent.DetailsId(id), cancellation);
        if (stream is null)
            return null;
        await using (stream)
            return new DetailsReader(stream, extent, isWhole ? long.MaxValue : MaxDetails).Read(item.Attached);
    }

    private async Task<(string Text, long? Whole)?> TextAsync(
        Owner owner, EmailId id, MessageItem item, MailExtent extent, bool isWhole, CancellationToken cancellation)
    {
        if (!item.Apart.HasFlag(ApartParts.Text))
        {
            var text = Compression.DecompressText(item.Text!, item.TextLength);
            return text.Length <= extent.Text ? (text, null) : (MailLimits.Begin(text, extent.Text), text.Length);
        }

        var stream = await blobs.OpenAsync(owner, MailContent.TextId(id), cancellation);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var characters = new char[Math.Min(item.TextLength, extent.Text + 1)];
        var length = await reader.ReadBlockAsync(characters, cancellation);
        var begin = new string(characters, 0, length);
        if (length <= extent.Text)
            return (begin, null);

        // Counting it takes time: a part of it is told by its bytes.
        long whole = length;
        while (isWhole && await reader.ReadBlockAsync(characters, cancellation) is var more and > 0)
            whole += more;
        return (MailLimits.Begin(begin, extent.Text), isWhole ? whole : item.TextLength);
    }

    private async Task<bool> IsThereAsync(Owner owner, EmailId id, CancellationToken cancellation) =>
        await database.User(owner).ReadAsync<MessageItem>("mail.read", MailKeys.Message(id.Value), cancellation) is not null;

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> all, int count) => all.Count <= count ? all : [.. all.Take(count)];
}
