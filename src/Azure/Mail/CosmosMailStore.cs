using System.Security.Cryptography;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Azure.Mail;

/// <summary>Messages and placements in Cosmos DB; raw mail and long texts in blobs.</summary>
internal sealed class CosmosMailStore(
    CosmosDatabase database, MailWriter writer, MailReader reader, MailSaving saving, MailLeftovers leftovers, IRawMailStore blobs)
        : IMailStore
{
    /// <summary>Messages erased at once: each takes some changes, and its places.</summary>
    private const int MaxErased = 10;

    /// <summary>Messages marked at once.</summary>
    private const int MaxMarked = 80;

    /// <summary>Messages read at once, where only some are wanted.</summary>
    private const int MaxRead = 10;

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(Owner owner, IReadOnlyList<MailToSave> mails, CancellationToken cancellation) =>
        saving.SaveAsync(owner, lease: null, mails, cancellation);

    public Task<IReadOnlyList<StoredMail>> GetAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, MailExtent extent, CancellationToken cancellation) =>
        reader.ReadAsync(owner, ids, extent, cancellation);

    public async Task<StoredPart> GetPartAsync(
        Owner owner, IReadOnlyList<EmailId> ids, int characters, CancellationToken cancellation)
    {
        var mails = new Dictionary<EmailId, StoredMail>();
        var asked = 0;
        for (long left = characters; asked < ids.Count && left > 0;)
        {
            var some = ids.Skip(asked).Take(MaxRead).ToList();
            var read = (await reader.ReadAsync(owner, some, MailExtent.Whole, cancellation)).ToDictionary(static m => m.Message.Id);
            for (var i = 0; i < some.Count && left > 0; i++, asked++)
            {
                if (read.TryGetValue(some[i], out var mail) && mails.TryAdd(some[i], mail))
                    left -= mail.Message.Text.Length;
            }
        }

        return new StoredPart([.. mails.Values], asked);
    }

    public async Task<IReadOnlyList<StoredMail>> GetThreadAsync(
        Owner owner, ThreadId thread, int limit, CancellationToken cancellation)
    {
        var query = MailConditionsQuery.Of("*", MailConditions.None, await reader.NamesAsync(owner, thread, cancellation)) with
        {
            OrderBy = "c.sort DESC",
            PageSize = Math.Clamp(limit, 1, 100),
        };
        var newest = await reader.ItemsAsync(owner, query, limit, cancellation);
        return await reader.ReadAsync(owner, [.. newest.Reverse()], MailExtent.Evidence, cancellation);
    }

    public async Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, MailConditions conditions, MailRange range, CancellationToken cancellation)
    {
        MailConditionsQuery.Require(conditions);
        var query = MailConditionsQuery.Of("VALUE c.sort", conditions, await NamesAsync(owner, conditions, cancellation));
        if (range.After is { } after)
        {
            query = (query with { Where = $"{query.Where} AND c.sort {(range.OldestFirst ? ">" : "<")} @after" })
                .With("@after", MailOrder.At(after));
        }

        var found = new List<MailPosition>();
        var wanted = range.Skip + range.Limit;
        query = query with { OrderBy = range.OldestFirst ? "c.sort" : "c.sort DESC", PageSize = Math.Clamp(wanted, 1, 1_000) };
        await foreach (var sort in database.User(owner).QueryAsync<string>("mail.list", query, cancellation))
        {
            found.Add(MailOrder.Read(sort));
            if (found.Count >= wanted)
                break;
        }

        return [.. found.Skip(range.Skip).Take(range.Limit)];
    }

    public async Task<long> CountAsync(Owner owner, MailConditions conditions, CancellationToken cancellation)
    {
        MailConditionsQuery.Require(conditions);
        if (conditions == MailConditions.None)
            return await CountAsync(owner, cancellation);
        var query = MailConditionsQuery.Of("VALUE COUNT(1)", conditions, await NamesAsync(owner, conditions, cancellation));
        return await database.User(owner).QueryAsync<long>("mail.count", query, cancellation).SumAsync(cancellation);
    }

    public async Task<IReadOnlyList<MailHead>> HeadsAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation) =>
        await reader.HeadsAsync(
            owner, After(MailKeys.Messages, after, "c.id, c.user, c.thread, c.sort, c.subject, c.details, c.apart, c.attached", limit),
                limit,
            cancellation);

    public async Task<IReadOnlyDictionary<EmailId, IReadOnlyList<Placement>>> PlacementsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var result = new Dictionary<EmailId, IReadOnlyList<Placement>>();
        foreach (var some in ids.Distinct().Chunk(MaxMarked))
        {
            var query = new CosmosQuery("*", "").In("c.message", [.. some.Select(static id => id.Value)]);
            var places = new Dictionary<string, List<PlaceItem>>();
            await foreach (var place in database.User(owner).QueryAsync<PlaceItem>("mail.where", query, cancellation))
            {
                if (!places.TryGetValue(place.Message, out var of))
                    places[place.Message] = of = [];
                of.Add(place);
            }

            foreach (var (id, of) in places)
            {
                result[new EmailId(id)] =
                [
                    .. of.OrderBy(static p => p.Box, StringComparer.Ordinal).ThenBy(static p => p.Folder, StringComparer.Ordinal)
                        .ThenBy(static p => p.Validity).ThenBy(static p => p.Uid).Take(Placement.MaxListed).Select(ToPlacement),
                ];
            }
        }

        return result;
    }

    public async Task<IReadOnlyList<(MailboxId Mailbox, string Folder)>> FoldersAsync(Owner owner, CancellationToken cancellation)
    {
        // The places of a folder lie together: one query leaps from each folder to the next.
        var folders = new List<(MailboxId Mailbox, string Folder)>();
        var from = MailKeys.Places;
        while (await NextAsync() is { } place)
        {
            folders.Add((new MailboxId(place.Box), place.Folder));
            from = $"{MailKeys.PlacesOf(new MailboxId(place.Box), place.Folder)[..^1]};";
        }

        return
        [
            .. folders.OrderBy(static f => f.Mailbox.Value, StringComparer.Ordinal).ThenBy(static f => f.Folder, StringComparer.Ordinal),
        ];

        async Task<FolderRow?> NextAsync() => await database.User(owner).QueryAsync<FolderRow>(
            "mail.folders",
            new CosmosQuery("c.box, c.folder", "c.id > @from AND c.id < @to") { OrderBy = "c.id", PageSize = 1 }
                .With("@from", from).With("@to", $"{MailKeys.Places[..^1]};"),
            cancellation).FirstOrDefaultAsync(cancellation);
    }

    public async Task<Stream?> OpenRawAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        if (!await IsStoredAsync())
            return null;
        if (await blobs.OpenAsync(owner, id, cancellation) is { } stream)
            return stream;

        // Deleted between the two looks; or really lost, which must not look like a mail that never was.
        return !await IsStoredAsync()
            ? null
            : throw new InvalidDataException("The raw mail of a stored message is not in the storage account.");

        async Task<bool> IsStoredAsync() => await database.User(owner).QueryAsync<string>(
            "mail.raw", new CosmosQuery("VALUE c.id", "").In("c.id", [MailKeys.Message(id.Value)]), cancellation).AnyAsync(cancellation);
    }

    public async Task<IReadOnlyList<EmailId>> MarkIndexedAsync(
        Owner owner, IReadOnlyCollection<(EmailId Id, long Version)> indexed, IndexState index, CancellationToken cancellation)
    {
        var gone = new List<EmailId>();
        foreach (var some in indexed.Chunk(MaxMarked))
        {
            gone.AddRange(await writer.WriteAsync(
                owner, "mail.mark",
                async transaction =>
                {
                    await transaction.LoadAsync(some.Select(static i => MailKeys.Message(i.Id.Value)), cancellation);
                    return IndexMarks.Mark(transaction, some, index);
                },
                cancellation));
        }

        return gone;
    }

    public async Task<IndexState?> BoundIndexAsync(Owner owner, CancellationToken cancellation) =>
        IndexMarks.Bound(await writer.LedgerAsync(owner, cancellation));

    public Task BindIndexAsync(Owner owner, IndexState index, bool isRebuilding, CancellationToken cancellation) => writer.WriteAsync(
        owner, "mail.bind",
        transaction =>
        {
            IndexMarks.Bind(transaction, index, isRebuilding);
            return Task.CompletedTask;
        },
        cancellation);

    public async Task<IReadOnlyList<(EmailId Id, long Version)>> MarksAsync(
        Owner owner, EmailId? after, int limit, CancellationToken cancellation)
    {
        var query = After(MailKeys.Messages, after, "c.id, c.indexed", limit);
        return await database.User(owner).QueryAsync<MarkRow>("mail.marks", query, cancellation).Take(limit)
            .Select(static r => (new EmailId(r.Id[MailKeys.Messages.Length..]), r.Indexed)).ToListAsync(cancellation);
    }

    public async Task CorrectMarksAsync(
        Owner owner, IReadOnlyCollection<(EmailId Id, long Version)> wrong, IReadOnlyCollection<EmailId> unknown,
        CancellationToken cancellation)
    {
        foreach (var some in wrong.Chunk(MaxMarked))
        {
            await writer.WriteAsync(
                owner, "mail.correct",
                async transaction =>
                {
                    await transaction.LoadAsync(some.Select(static w => MailKeys.Message(w.Id.Value)), cancellation);
                    IndexMarks.TakeBack(transaction, some);
                },
                cancellation);
        }

        foreach (var some in unknown.Chunk(MaxMarked))
        {
            await writer.WriteAsync(
                owner, "mail.correct",
                async transaction =>
                {
                    await transaction.LoadAsync(
                        some.SelectMany(static id => (string[])[MailKeys.Message(id.Value), MailKeys.Removed(id.Value)]), cancellation);
                    IndexMarks.NoteUnknown(transaction, some);
                },
                cancellation);
        }
    }

    public async Task<IndexCoverage> CoverageAsync(Owner owner, CancellationToken cancellation) =>
        await writer.LedgerAsync(owner, cancellation) is { Waiting: > 0 } ledger
            ? new IndexCoverage(ledger.Stored, ledger.Waiting, ledger.IsRebuilding)
            : new IndexCoverage(0, 0, IsRebuilding: false);

    public async Task<IReadOnlyList<EmailId>> ListRemovedAsync(
        Owner owner, EmailId? after, int limit, CancellationToken cancellation) => await database.User(owner)
        .QueryAsync<string>("mail.removed", After(MailKeys.AllRemoved, after, "VALUE c.id", limit), cancellation).Take(limit)
        .Select(static id => new EmailId(id[MailKeys.AllRemoved.Length..])).ToListAsync(cancellation);

    public async Task<IReadOnlyList<EmailId>> UnindexedAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var pending = new HashSet<string>();
        foreach (var some in ids.Distinct().Chunk(MaxMarked))
        {
            var query = new CosmosQuery("VALUE c.id", "c.pending >= 0").In("c.id",
                [.. some.Select(static id => MailKeys.Message(id.Value))]);
            pending.UnionWith(await database.User(owner).QueryAsync<string>("mail.pending", query, cancellation).ToListAsync(cancellation));
        }

        return [.. ids.Where(id => pending.Contains(MailKeys.Message(id.Value)))];
    }

    public Task SetAsideAsync(Owner owner, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
        saving.SetAsideAsync(owner, lease: null, mail, raw, cancellation);

    public async Task<IReadOnlyList<SetAsideMail>> ListSetAsideAsync(Owner owner, int limit, CancellationToken cancellation) =>
        await database.User(owner)
            .QueryAsync<AsideItem>("mail.aside", Oldest("*", limit), cancellation).Take(limit)
            .Select(CosmosSetAsideMail.Read).ToListAsync(cancellation);

    public async Task<IReadOnlyList<EmailId>> DeleteAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        var deleted = new List<EmailId>();
        foreach (var some in ids.Distinct().Chunk(MaxErased))
            deleted.AddRange(await writer.WriteAsync(owner, "mail.delete", t => DeleteAsync(t, some, cancellation), cancellation));
        if (deleted.Count > 0)
            await leftovers.DeleteAsync(owner, cancellation);
        return deleted;
    }

    public async Task<int> DeleteSetAsideAsync(Owner owner, int limit, CancellationToken cancellation)
    {
        var deleted = await writer.WriteAsync(
            owner, "mail.aside",
            async transaction =>
            {
                var found = await transaction.FindAsync<AsideItem>(
                    Oldest("*", limit), Math.Min(limit, CosmosSetAsideMail.MaxDeleted), cancellation);
                await CosmosSetAsideMail.DeleteAsync(transaction, found, cancellation);
                return found.Count;
            },
            cancellation);
        if (deleted > 0)
            await leftovers.DeleteAsync(owner, cancellation);
        return deleted;
    }

    public Task<IReadOnlyList<EmailId>> MarkRemovedAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, IndexState? index, CancellationToken cancellation) =>
        MarkRemovedAsync(owner, [.. ids.Distinct().Chunk(MaxMarked / 2)], index, cancellation);

    public async Task<long> CountAsync(Owner owner, CancellationToken cancellation) =>
        (await writer.LedgerAsync(owner, cancellation)).Stored;

    /// <summary>Where a place lies.</summary>
    public static Placement ToPlacement(PlaceItem place) =>
        new(new MailboxId(place.Box), place.Folder, place.Validity, place.Uid, (MailFlags)place.Flags)
        {
            RemoteId = place.RemoteId,
            Labels = place.Labels,
        };

    private async Task<IReadOnlyList<EmailId>> MarkRemovedAsync(
        Owner owner, IReadOnlyList<EmailId[]> chunks, IndexState? index, CancellationToken cancellation)
    {
        var back = new List<EmailId>();
        foreach (var some in chunks)
        {
            back.AddRange(await writer.WriteAsync(
                owner, "mail.unmark",
                async transaction =>
                {
                    await transaction.LoadAsync(
                        some.SelectMany(static id => (string[])[MailKeys.Message(id.Value), MailKeys.Removed(id.Value)]), cancellation);
                    return IndexMarks.MarkRemoved(transaction, some, index);
                },
                cancellation));
        }

        return back;
    }

    private static async Task<IReadOnlyList<EmailId>> DeleteAsync(
        MailTransaction transaction, IReadOnlyList<EmailId> ids, CancellationToken cancellation)
    {
        var key = transaction.Ledger.TombstoneKey ?? RandomNumberGenerator.GetBytes(32);
        var changes = new MailChanges(transaction);
        await changes.PrepareAsync(ids, [], ids.Select(id => MailKeys.Tombstone(key, id)), cancellation);
        var stored = ids.Where(id => transaction.Message(id.Value) is not null).ToList();
        if (stored.Count == 0)
            return [];
        foreach (var place in await changes.PlacesAsync([.. stored.Select(static id => id.Value)], cancellation))
            changes.Remove(place);
        transaction.Ledger = transaction.Ledger with { TombstoneKey = key };
        foreach (var id in stored)
        {
            transaction.Set(new TombstoneItem { User = transaction.User, Id = MailKeys.Tombstone(key, id), At = transaction.Milliseconds });
            changes.Erase(id.Value);
        }

        await changes.ForgetAnswersAsync(cancellation);
        return stored;
    }

    private async Task<IReadOnlyList<string>?> NamesAsync(Owner owner, MailConditions conditions, CancellationToken cancellation) =>
        conditions.Thread is { } thread ? await reader.NamesAsync(owner, thread, cancellation) : null;

    private static CosmosQuery After(string prefix, EmailId? after, string select, int limit) =>
        (CosmosQuery.Of(prefix, select, "c.id > @after") with { OrderBy = "c.id", PageSize = Math.Clamp(limit, 1, 1_000) })
            .With("@after", prefix + after?.Value);

    private static CosmosQuery Oldest(string select, int limit) =>
        CosmosQuery.Of(MailKeys.AllAside, select, "c.turn >= 0") with { OrderBy = "c.turn", PageSize = Math.Clamp(limit, 1, 200) };

    private sealed record MarkRow(string Id, long Indexed);

    private sealed record FolderRow(string Box, string Folder);
}
