using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Work;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Deletes what is left of mails that are gone, or were never written: blobs, and places beyond those that went with the
/// message.</summary>
internal sealed class MailLeftovers(
    CosmosDatabase database, MailWriter writer, MailLookUps lookUps, IRawMailStore blobs, TimeProvider time) : IRawMailLeftovers
{
    /// <summary>What the account holds against deletion is tried again after this.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromHours(1);

    private const int Batch = 30;

    /// <summary>Places deleted at once.</summary>
    private const int MaxPlaces = 90;

    public async Task<RawMailSweep> DeleteAsync(CancellationToken cancellation)
    {
        int seen = 0, held = 0;
        await foreach (var entry in lookUps.UsersWithWorkAsync(after: null, cancellation))
        {
            var owner = new Owner(new UserId(entry.User));
            if ((await writer.LedgerAsync(owner, cancellation)).Leftovers == 0)
                continue;
            var of = await DeleteDueAsync(owner, cancellation);
            (seen, held) = (seen + of.Seen, held + of.Held);
        }

        return new RawMailSweep(seen, held);
    }

    /// <summary>Deletes what was noted just now. When that is not possible, the sweep does it.</summary>
    public async Task DeleteAsync(Owner owner, CancellationToken cancellation)
    {
        try
        {
            await DeleteDueAsync(owner, cancellation);
        }
        catch (StorageUnusableException)
        {
            // It is noted.
        }
    }

    private async Task<RawMailSweep> DeleteDueAsync(Owner owner, CancellationToken cancellation)
    {
        int seen = 0, held = 0;
        while (await DueAsync(owner, cancellation) is { Count: > 0 } due)
        {
            var mails = due.SelectMany(static d => d.Mails).Distinct().ToList();
            var byBlob = due.SelectMany(static d => d.Mails.SelectMany(id =>
                MailContent.BlobsOf(new EmailId(id), d.HasParts).Select(blob => (blob, id)))).Distinct()
                .ToDictionary(static b => b.blob, static b => b.id);
            var stay = await blobs.DeleteAsync(
                owner, byBlob.Keys,
                async found =>
                {
                    var unwanted = await UnwantedAsync(owner, due, [.. found.Select(blob => byBlob[blob]).Distinct()], cancellation);
                    return [.. found.Where(blob => unwanted.Contains(byBlob[blob]))];
                },
                cancellation);
            await DeletePlacesAsync(owner, mails, cancellation);
            var kept = stay.Select(blob => byBlob[blob]).ToHashSet();
            await EndAsync(owner, due, kept, cancellation);
            (seen, held) = (seen + mails.Count, held + kept.Count);
        }

        return new RawMailSweep(seen, held);
    }

    private async Task<IReadOnlyList<LeftoverItem>> DueAsync(Owner owner, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var due = new List<LeftoverItem>();
        foreach (var prefix in (string[])[MailKeys.AllGone, MailKeys.AllSaving])
        {
            await foreach (var item in database.User(owner).QueryAsync<LeftoverItem>(
                "mail.leftovers", CosmosQuery.Of(prefix), cancellation))
            {
                if (item.Due > now)
                    continue;
                due.Add(item);
                if (due.Count >= Batch)
                    return due;
            }
        }

        return due;
    }

    /// <summary>Which of these mails may go. Whoever is saving one of them just now finds out by the ledger, and saves it again.</summary>
    private Task<IReadOnlySet<string>> UnwantedAsync(
        Owner owner, IReadOnlyList<LeftoverItem> due, IReadOnlyList<string> mails, CancellationToken cancellation) =>
            writer.WriteAsync<IReadOnlySet<string>>(
        owner, "mail.unwanted",
        async transaction =>
        {
            await transaction.LoadAsync(
                [.. due.Select(static d => d.Id), .. mails.SelectMany(static id => (string[])[MailKeys.Message(id), MailKeys.Aside(id)])],
                cancellation);
            var still = due.Where(d => transaction.Get<LeftoverItem>(d.Id)?.Due == d.Due).SelectMany(static d => d.Mails).ToHashSet();
            still.IntersectWith(mails);
            still.RemoveWhere(id => transaction.Message(id) is not null
                || transaction.Get<AsideItem>(MailKeys.Aside(id)) is { HasRaw: true });
            if (still.Count > 0)
                transaction.Ledger = transaction.Ledger with { Ticks = transaction.Ledger.Ticks + 1 };
            return still;
        },
        cancellation);

    /// <summary>Deletes places of messages that are gone: those that did not go with them.</summary>
    private async Task DeletePlacesAsync(Owner owner, IReadOnlyCollection<string> mails, CancellationToken cancellation)
    {
        var left = new CosmosQuery("VALUE c.id", "") { PageSize = 1 }.In("c.message", mails);
        while (await database.User(owner).QueryAsync<string>("mail.places", left, cancellation).AnyAsync(cancellation))
        {
            var deleted = await writer.WriteAsync(
                owner, "mail.places",
                async transaction =>
                {
                    await transaction.LoadAsync(mails.Select(MailKeys.Message), cancellation);
                    List<string> gone = [.. mails.Where(id => transaction.Message(id) is null)];
                    if (gone.Count == 0)
                        return 0;
                    var places = await transaction.FindAsync<PlaceItem>(
                        new CosmosQuery("*", "").In("c.message", gone), MaxPlaces, cancellation);
                    foreach (var place in places)
                        transaction.Remove(place.Id);
                    return places.Count;
                },
                cancellation);
            if (deleted == 0)
                return;
        }
    }

    private Task EndAsync(
        Owner owner, IReadOnlyList<LeftoverItem> due, IReadOnlySet<string> kept, CancellationToken cancellation) => writer.WriteAsync(
        owner, "mail.gone",
        async transaction =>
        {
            await transaction.LoadAsync(due.Select(static d => d.Id), cancellation);
            foreach (var item in due.Where(d => transaction.Get<LeftoverItem>(d.Id)?.Due == d.Due))
            {
                // What is held keeps none of the others waiting, nor those of other users.
                if (item.Mails.Any(kept.Contains))
                {
                    transaction.Set(item with { Due = (time.GetUtcNow() + Held).ToUnixTimeMilliseconds() });
                    continue;
                }

                transaction.Remove(item.Id);
                transaction.Ledger = transaction.Ledger with { Leftovers = transaction.Ledger.Leftovers - 1 };
            }
        },
        cancellation);
}
