using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Sync;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Sync;

/// <summary>Mail of synced mailboxes in Cosmos DB. Each transaction begins with a look at the lease.</summary>
internal sealed class CosmosSyncedMail(CosmosDatabase database, MailWriter writer, MailSaving saving, MailLeftovers leftovers) : ISyncedMail
{
    /// <summary>Places changed at once: each with its message.</summary>
    private const int MaxPlaces = 40;

    /// <summary>Places removed at once: each may erase its message, which takes more changes.</summary>
    private const int MaxRemoved = 20;

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        Owner owner, SyncLease lease, IReadOnlyList<MailToSave> mails, CancellationToken cancellation) =>
        saving.SaveAsync(owner, lease, mails, cancellation);

    public async Task<IReadOnlyList<SaveOutcome>> PlaceAsync(
        Owner owner, SyncLease lease, IReadOnlyList<(EmailId Id, Placement Placement)> placements, CancellationToken cancellation)
    {
        var outcomes = new List<SaveOutcome>(placements.Count);
        foreach (var some in placements.Chunk(MaxRemoved))
        {
            outcomes.AddRange(await WriteAsync(
                owner, lease, "sync.place",
                async (transaction, changes) =>
                {
                    await changes.PrepareAsync(
                        some.Select(static p => p.Id),
                        some.Select(static p => Key(p.Placement.Mailbox, p.Placement.Folder, p.Placement.UidValidity, p.Placement.Uid)), [],
                        cancellation);
                    return some.Select(p => Place(transaction, changes, p.Id, p.Placement)).ToList();
                },
                cancellation));
        }

        return outcomes;
    }

    public Task SetAsideAsync(
        Owner owner, SyncLease lease, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
        saving.SetAsideAsync(owner, lease, mail, raw, cancellation);

    public async Task ReleaseAsync(Owner owner, SyncLease lease, EmailId id, CancellationToken cancellation)
    {
        await WriteAsync(
            owner, lease, "sync.release",
            async (transaction, _) =>
            {
                await transaction.LoadAsync([MailKeys.Aside(id.Value)], cancellation);
                if (transaction.Get<AsideItem>(MailKeys.Aside(id.Value)) is { } item && item.Box == lease.Mailbox.Value)
                    await CosmosSetAsideMail.DeleteAsync(transaction, [item], cancellation);
                return true;
            },
            cancellation);
        await leftovers.DeleteAsync(owner, cancellation);
    }

    public async Task ReleaseAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancellation)
    {
        foreach (var some in uids.Chunk(CosmosSetAsideMail.MaxDeleted))
        {
            var query = new CosmosQuery("*", "").In("c.place", [.. some.Select(uid => Key(lease.Mailbox, folder, uidValidity, uid))]);
            await ReleaseAsync(owner, lease, query, cancellation);
        }

        await leftovers.DeleteAsync(owner, cancellation);
    }

    public async Task<IReadOnlyList<uint>> ListSetAsideAsync(
        Owner owner, MailboxId mailbox, string folder, uint uidValidity, CancellationToken cancellation) => await database.User(owner)
        .QueryAsync<string>(
            "sync.aside", Range(MailKeys.PlacesOf(mailbox, folder, uidValidity), "VALUE c.place", "c.place"), cancellation)
        .Select(static place => uint.Parse(place.AsSpan(place.Length - 19), System.Globalization.CultureInfo.InvariantCulture))
        .ToListAsync(cancellation);

    public async Task<int> DetachAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, CancellationToken cancellation)
    {
        while (await DetachAsideAsync(owner, lease, folder, uidValidity, cancellation) > 0)
            cancellation.ThrowIfCancellationRequested();
        return await WriteAsync(
            owner, lease, "sync.detach",
            async (transaction, _) =>
            {
                var places = await transaction.FindAsync<PlaceItem>(
                    Range(MailKeys.PlacesOf(lease.Mailbox, folder, uidValidity), "*", "c.id") with { OrderBy = "c.id" }, MaxPlaces,
                        cancellation);
                if (places.Count == 0)
                    return 0;

                // No folder has UIDVALIDITY 0. What waits there already keeps its number: the others get higher ones.
                var last = await transaction.FindAsync<PlaceItem>(
                    Range(MailKeys.PlacesOf(lease.Mailbox, folder, 0), "*", "c.id") with { OrderBy = "c.id DESC" }, 1, cancellation);
                var taken = last is [var highest] ? highest.Uid : 0;
                var moved = places.Select(p => p with { Id = Key(lease.Mailbox, folder, 0, ++taken), Validity = 0, Uid = taken }).ToList();
                await transaction.LoadAsync(moved.Select(static p => p.Id), cancellation);
                foreach (var place in places)
                    transaction.Remove(place.Id);
                foreach (var place in moved)
                    transaction.Set(place);
                return places.Count;
            },
            cancellation);
    }

    public async Task<IReadOnlyList<NumberedMail>> ListNumberedAsync(
        Owner owner, MailboxId mailbox, string folder, uint exceptUidValidity, int limit, CancellationToken cancellation)
    {
        var places = await database.User(owner)
            .QueryAsync<PlaceItem>(
                "sync.numbered", Others(mailbox, folder, exceptUidValidity) with { PageSize = Math.Clamp(limit, 1, 500) }, cancellation)
            .Take(limit).ToListAsync(cancellation);
        var messages = new Dictionary<string, MessageItem>();
        foreach (var some in places.Select(static p => p.Message).Distinct().Chunk(200))
        {
            var query = new CosmosQuery("c.id, c.user, c.thread, c.sort, c.messageId, c.size", "")
                .In("c.id", [.. some.Select(MailKeys.Message)]);
            await foreach (var message in database.User(owner).QueryAsync<MessageItem>("sync.numbered", query, cancellation))
                messages[message.Id[MailKeys.Messages.Length..]] = message;
        }

        return
        [
            .. places.Where(p => messages.ContainsKey(p.Message)).Select(p => new NumberedMail(
                (uint)p.Validity, p.Uid, new EmailId(p.Message), messages[p.Message].MessageId, messages[p.Message].Size)),
        ];
    }

    public async Task<IReadOnlyList<uint>> RenumberAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyList<(NumberedMail From, uint Uid)> mails,
        CancellationToken cancellation)
    {
        var done = new List<uint>(mails.Count);
        foreach (var some in mails.Chunk(MaxPlaces))
        {
            done.AddRange(await WriteAsync(
                owner, lease, "sync.renumber",
                async (transaction, _) =>
                {
                    await transaction.LoadAsync(
                        some.SelectMany(m => (string[])
                        [
                            Key(lease.Mailbox, folder, m.From.UidValidity, m.From.Uid), Key(lease.Mailbox, folder, uidValidity, m.Uid),
                        ]),
                        cancellation);
                    return some.Where(m => Renumber(transaction, lease, folder, uidValidity, m)).Select(static m => m.Uid).ToList();
                },
                cancellation));
        }

        return done;
    }

    public async Task<(long Stored, long Indexed)> CountAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation)
    {
        var counts = (await writer.LedgerAsync(owner, cancellation)).Boxes.GetValueOrDefault(mailbox.Value);
        return (counts.Stored, counts.Stored - counts.Pending);
    }

    public async Task<IReadOnlyList<EmailId>> FindAsync(Owner owner, string messageId, long size, CancellationToken cancellation) =>
        await database.User(owner)
            .QueryAsync<MessageItem>(
                "sync.find",
                new CosmosQuery("c.id, c.user, c.thread, c.sort, c.messageId, c.size", "c.known = @known")
                    .With("@known", MailKeys.Hash(messageId)),
                cancellation)
            .Where(m => m.MessageId == messageId && m.Size == size)
            .Select(static m => new EmailId(m.Id[MailKeys.Messages.Length..])).ToListAsync(cancellation);

    public async Task<EmailId?> FindRemoteAsync(Owner owner, MailboxId mailbox, string remoteId, CancellationToken cancellation) =>
        await database.User(owner)
            .QueryAsync<string>(
                "sync.remote",
                new CosmosQuery("VALUE c.message", "c.remote = @remote") { PageSize = 1 }
                    .With("@remote", MailKeys.Remote(mailbox, remoteId)),
                cancellation)
            .FirstOrDefaultAsync(cancellation) is { } id ? new EmailId(id) : null;

    public async Task<IReadOnlyList<(uint Uid, MailFlags Flags)>> ListAsync(
        Owner owner, MailboxId mailbox, string folder, uint uidValidity, UidRange range, CancellationToken cancellation)
    {
        var query = new CosmosQuery("c.uid, c.flags", "c.id >= @first AND c.id <= @last") { OrderBy = "c.id", PageSize = 1_000 }
            .With("@first", Key(mailbox, folder, uidValidity, range.First))
            .With("@last", Key(mailbox, folder, uidValidity, range.Last));
        return await database.User(owner).QueryAsync<FlagsRow>("sync.flags", query, cancellation)
            .Select(static r => ((uint)r.Uid, (MailFlags)r.Flags)).ToListAsync(cancellation);
    }

    public async Task<ChangedMail> SetFlagsAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation)
    {
        var all = ChangedMail.None;
        foreach (var some in flags.Chunk(MaxPlaces))
        {
            all = Add(all, await WriteAsync(
                owner, lease, "sync.set",
                async (transaction, changes) =>
                {
                    await changes.PrepareAsync([], some.Select(f => Key(lease.Mailbox, folder, uidValidity, f.Uid)), [], cancellation);
                    List<EmailId> changed = [.. some
                        .Select(f => Set(transaction, changes, Key(lease.Mailbox, folder, uidValidity, f.Uid), f))
                        .OfType<string>().Select(static id => new EmailId(id))];
                    return new ChangedMail(changed.Count, 0, changed);
                },
                cancellation));
        }

        return all;
    }

    public async Task<ChangedMail> RemoveAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancellation)
    {
        var all = ChangedMail.None;
        foreach (var some in uids.Chunk(MaxRemoved))
        {
            all = Add(all, await WriteAsync(
                owner, lease, "sync.remove",
                async (transaction, changes) =>
                {
                    List<string> keys = [.. some.Select(uid => Key(lease.Mailbox, folder, uidValidity, uid)).Distinct()];
                    await changes.PrepareAsync([], keys, [], cancellation);
                    return await SettleAsync(
                        changes, [.. keys.Select(transaction.Get<PlaceItem>).OfType<PlaceItem>()], cancellation);
                },
                cancellation));
        }

        if (all.Erased > 0)
            await leftovers.DeleteAsync(owner, cancellation);
        return all;
    }

    public async Task<ChangedMail> RemoveFolderAsync(
        Owner owner, SyncLease lease, string folder, uint? exceptUidValidity, CancellationToken cancellation)
    {
        var aside = await ReleaseAsync(owner, lease, Others(lease.Mailbox, folder, exceptUidValidity, "c.place"), cancellation);
        var removed = await WriteAsync(
            owner, lease, "sync.remove",
            async (transaction, changes) =>
            {
                var places = await transaction.FindAsync<PlaceItem>(
                    Others(lease.Mailbox, folder, exceptUidValidity), MaxRemoved, cancellation);
                await changes.PrepareAsync([], places.Select(static p => p.Id), [], cancellation);
                return await SettleAsync(changes, places, cancellation);
            },
            cancellation);
        if (removed.Erased + aside > 0)
            await leftovers.DeleteAsync(owner, cancellation);
        return removed with { Placements = removed.Placements + aside };
    }

    private static SaveOutcome Place(MailTransaction transaction, MailChanges changes, EmailId id, Placement placement)
    {
        if (transaction.Message(id.Value) is null)
            return new SaveOutcome(id, SaveKind.Missing, false);
        var isPlaced = changes.Place(placement, id, settles: true);
        return new SaveOutcome(id, isPlaced ? SaveKind.Placed : SaveKind.Known, transaction.Message(id.Value)!.IsPending);
    }

    private static bool Renumber(
        MailTransaction transaction, SyncLease lease, string folder, uint uidValidity, (NumberedMail From, uint Uid) mail)
    {
        var target = Key(lease.Mailbox, folder, uidValidity, mail.Uid);
        var place = transaction.Get<PlaceItem>(Key(lease.Mailbox, folder, mail.From.UidValidity, mail.From.Uid));
        if (place is null || transaction.Get<PlaceItem>(target) is not null)
            return false;
        transaction.Remove(place.Id);
        transaction.Set(place with { Id = target, Validity = uidValidity, Uid = mail.Uid });
        return true;
    }

    private static string? Set(MailTransaction transaction, MailChanges changes, string key, RemoteFlags flags)
    {
        if (transaction.Get<PlaceItem>(key) is not { } place)
            return null;
        var changed = place with { Flags = (int)flags.Flags, Labels = flags.Labels ?? place.Labels };
        if (changed == place)
            return null;
        changes.Change(place, changed);
        return place.Message;
    }

    private static async Task<ChangedMail> SettleAsync(
        MailChanges changes, IReadOnlyList<PlaceItem> places, CancellationToken cancellation)
    {
        // All places first: a message that lay there twice is settled once.
        foreach (var place in places)
            changes.Remove(place);
        List<string> messages = [.. places.Select(static p => p.Message).Distinct()];
        var erased = messages.Count(changes.Settle);
        await changes.ForgetAnswersAsync(cancellation);
        return new ChangedMail(places.Count, erased, [.. messages.Select(static id => new EmailId(id))]);
    }

    private Task<int> DetachAsideAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, CancellationToken cancellation) => WriteAsync(
        owner, lease, "sync.detach",
        async (transaction, _) =>
        {
            var found = await transaction.FindAsync<AsideItem>(
                Range(MailKeys.PlacesOf(lease.Mailbox, folder, uidValidity), "*", "c.place"), MaxPlaces, cancellation);
            foreach (var item in found)
            {
                transaction.Patch(
                    item.Id, PatchOperation.Set("/place", MailKeys.PlacesOf(lease.Mailbox, folder, 0) + item.Place![^19..]));
            }

            return found.Count;
        },
        cancellation);

    private Task<int> ReleaseAsync(Owner owner, SyncLease lease, CosmosQuery query, CancellationToken cancellation) => WriteAsync(
        owner, lease, "sync.release",
        async (transaction, _) =>
        {
            var found = await transaction.FindAsync<AsideItem>(query, CosmosSetAsideMail.MaxDeleted, cancellation);
            await CosmosSetAsideMail.DeleteAsync(transaction, found, cancellation);
            return found.Count;
        },
        cancellation);

    private Task<T> WriteAsync<T>(
        Owner owner, SyncLease lease, string operation, Func<MailTransaction, MailChanges, Task<T>> change,
        CancellationToken cancellation) => writer.WriteAsync(
        owner, operation,
        async transaction =>
        {
            // Read along with what the change needs; nothing is written before it is looked at.
            transaction.Want(MailKeys.Mailbox(lease.Mailbox));
            var result = await change(transaction, new MailChanges(transaction));
            await SyncLeases.RequireAsync(transaction, lease, cancellation);
            return result;
        },
        cancellation);

    private static string Key(MailboxId mailbox, string folder, long uidValidity, long uid) =>
        MailKeys.Place(mailbox, folder, uidValidity, uid);

    /// <summary>Items whose path begins so.</summary>
    private static CosmosQuery Range(string prefix, string select, string path) =>
        new CosmosQuery(select, $"{path} >= @from AND {path} < @to").With("@from", prefix).With("@to", $"{prefix[..^1]};");

    /// <summary>What lies in a folder under another UIDVALIDITY than this one.</summary>
    private static CosmosQuery Others(MailboxId mailbox, string folder, uint? exceptUidValidity, string path = "c.id")
    {
        var all = Range(MailKeys.PlacesOf(mailbox, folder), "*", path);
        if (exceptUidValidity is not { } kept)
            return all;
        var prefix = MailKeys.PlacesOf(mailbox, folder, kept);
        return (all with { Where = $"{all.Where} AND ({path} < @kept OR {path} >= @behind)" })
            .With("@kept", prefix).With("@behind", $"{prefix[..^1]};");
    }

    private static ChangedMail Add(ChangedMail one, ChangedMail two) =>
        new(one.Placements + two.Placements, one.Erased + two.Erased, [.. one.ToIndex, .. two.ToIndex]);

    private sealed record FlagsRow(long Uid, int Flags);
}
