using System.Security.Cryptography;
using System.Text.Json;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Keys;
using InboxMind.Core.Audit;

namespace InboxMind.Azure.Audit;

/// <summary>The marked ends of one organisation's chain.</summary>
internal sealed class AuditChainEnds(CosmosPartition chain, BlobAuditKeys keys, OrganisationId organisation)
{
    /// <summary>The head mark, whether or not it fits; null when there is none.</summary>
    public async Task<CosmosItem<HeadItem>?> HeadAsync(CancellationToken cancellation) =>
        await chain.ReadAsync<HeadItem>("audit.head", AuditIds.Head, cancellation);

    /// <summary>Whether the chain ends where the head mark says.</summary>
    public async Task<bool> FitsAsync(HeadItem head, CancellationToken cancellation) =>
        head.Last is > 0 and < AuditIds.Limit
        && await FitsAsync(AuditEnd.Head, head.Last, head.Seal, head.Key, head.Mark, cancellation);

    /// <summary>What the chain begins after, and whether that was written by us.</summary>
    public async Task<(long Number, byte[] Seal, bool IsOurs)> AnchorAsync(CancellationToken cancellation)
    {
        var read = await chain.ReadAsync<AnchorItem>("audit.anchor", AuditIds.Anchor, cancellation);
        return read?.Value is not { } anchor
            ? (0, AuditChain.Start, true)
            : (anchor.Last, anchor.Seal,
                await FitsAsync(AuditEnd.Anchor, anchor.Last, anchor.Seal, anchor.Key, anchor.Mark, cancellation));
    }

    /// <summary>The number and seal that the next entry follows.</summary>
    /// <param name="head">The head mark as it was read.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<(long Number, byte[] Seal)> NewestAsync(HeadItem? head, CancellationToken cancellation)
    {
        if (head is not null && await FitsAsync(head, cancellation))
            return (head.Last, head.Seal);
        var (number, seal, _) = await AnchorAsync(cancellation);
        if (await LastAsync(cancellation) is { } last && last.Number > number)
            (number, seal) = (last.Number, last.Seal);
        if (head is null && number == 0)
            return (0, AuditChain.Start);

        // Entries were cut off from outside: a gap is left, so that it shows for good.
        var marked = head?.Last is > 0 and < AuditIds.Limit ? head.Last : 0;
        return (Math.Max(number, marked) + 1, seal);
    }

    /// <summary>The first number behind another that nothing stands at. What does was put in from outside: a chain goes on behind
    /// it.</summary>
    public async Task<long> FreeAfterAsync(long number, CancellationToken cancellation)
    {
        while (await chain.ReadAsync<object>("audit.free", AuditIds.Entry(number + 1), cancellation) is not null)
            number++;
        return number + 1;
    }

    private async Task<EntryItem?> LastAsync(CancellationToken cancellation)
    {
        var query = new CosmosQuery("*", "c.id >= @first AND c.id <= @last") { OrderBy = "c.id DESC", PageSize = 1 }
            .With("@first", AuditIds.Entries).With("@last", AuditIds.Entry(AuditIds.Limit - 1));
        await foreach (var item in chain.QueryAsync<JsonElement>("audit.last", query, cancellation))
            return EntryItem.Read(item);
        return null;
    }

    private async Task<bool> FitsAsync(
        AuditEnd end, long number, byte[] seal, long key, byte[] mark, CancellationToken cancellation) =>
        await keys.OpenAsync(key, cancellation) is { } opened && CryptographicOperations.FixedTimeEquals(
            AuditChain.Mark(opened, end, organisation.Value, number, seal), mark);
}
