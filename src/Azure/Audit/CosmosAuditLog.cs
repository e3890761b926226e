using System.Security.Cryptography;
using System.Text.Json;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Keys;
using InboxMind.Core.Audit;

namespace InboxMind.Azure.Audit;

/// <summary>The audit log in Cosmos DB, a partition for each organisation. Every event is sealed as it is written; entry and head mark are
/// written as one step, and only if the head is as it was read, so that no two instances fork a chain. The keys of the seals lie in Blob
/// storage, so that whoever can write the database alone cannot seal.</summary>
internal sealed class CosmosAuditLog(CosmosDatabase database, BlobAuditKeys keys, TimeProvider time) : IAuditLog, IDisposable
{
    private const int Page = 1_000;

    /// <summary>The next run goes on.</summary>
    private const int MaxFailures = 20;

    private readonly Pseudonyms _pseudonyms = new(database);

    /// <summary>Within a process they come one after another, and no call is made for nothing; organisations share one.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 32).Select(static _ => new SemaphoreSlim(1, 1))];

    public Task AppendAsync(AuditEvent entry, CancellationToken cancellation) => AppendAsync(entry, once: null, cancellation);

    public Task<bool> AppendOnceAsync(AuditEvent entry, DateTimeOffset since, CancellationToken cancellation) =>
        AppendAsync(entry, since, cancellation);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(
        OrganisationId organisation, long after, int limit, CancellationToken cancellation)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in EntriesAsync(organisation, after, Math.Clamp(limit, 1, Page), cancellation))
        {
            entries.Add(entry.ToEntry());
            if (entries.Count == Math.Clamp(limit, 1, Page))
                break;
        }

        return entries;
    }

    public async Task<AuditCheck> VerifyAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        var ends = Ends(organisation);
        var (number, seal, isOurs) = await ends.AnchorAsync(cancellation);
        if (!isOurs || await IsAnyAtOrBelowAsync(organisation, number, cancellation))
            return new AuditCheck(0, Math.Clamp(number, 0, AuditIds.Limit) + 1);
        var good = 0L;
        while (true)
        {
            // Others append meanwhile: the walk goes to the end that the mark named when it began.
            var head = (await ends.HeadAsync(cancellation))?.Value;
            var end = head?.Last ?? number;
            await foreach (var item in EntriesAsync(organisation, number, pageSize: null, cancellation))
            {
                if (item.Number > end && item.Number == number + 1)
                    break;
                var entry = item.ToEntry();
                if (item.Number != number + 1 || item.Id != AuditIds.Entry(item.Number)
                    || await keys.OpenAsync(item.Key, cancellation) is not { } key
                    || AuditChain.Seal(key, seal, organisation.Value, [entry]) is not { } expected
                    || !CryptographicOperations.FixedTimeEquals(expected, item.Seal))
                    return new AuditCheck(good, number + 1);
                (number, seal) = (item.Number, item.Seal);
                good++;
            }

            var isMarked = head is null ? number == 0 : head.Last == number && seal.AsSpan().SequenceEqual(head.Seal)
                && await ends.FitsAsync(head, cancellation);
            if (!isMarked)
                return new AuditCheck(good, number + 1);

            // An entry that no mark covers was put in from outside, unless it was appended since.
            if (!await IsAnyAfterAsync(organisation, number, cancellation))
                return new AuditCheck(good, null);
            if ((await ends.HeadAsync(cancellation))?.Value.Last == head?.Last)
                return new AuditCheck(good, number + 1);
        }
    }

    public async Task<int> CutAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancellation)
    {
        var chain = Chain(organisation);
        var cut = 0;
        for (var failures = 0; failures < MaxFailures;)
        {
            // As many as go with the mark as one step, and up to the first that is young enough.
            var old = new List<EntryItem>();
            await foreach (var entry in EntriesAsync(organisation, 0, CosmosBatch.MaxOperations, cancellation))
            {
                if (entry.At >= before.ToUnixTimeMilliseconds() || old.Count == CosmosBatch.MaxOperations - 1)
                    break;
                old.Add(entry);
            }

            if (old.Count == 0)
                return cut;
            var key = await keys.CurrentAsync(cancellation);
            var last = old[^1];
            var batch = chain.Batch("audit.cut").Upsert(new AnchorItem(
                organisation.Value, AuditIds.Anchor, last.Number, last.Seal, key.Id,
                AuditChain.Mark(key.Value, AuditEnd.Anchor, organisation.Value, last.Number, last.Seal)));
            foreach (var entry in old)
                batch.Delete(entry.Id);

            // Another instance may cut the same.
            if (await batch.ExecuteAsync(cancellation))
                cut += old.Count;
            else
                failures++;
        }

        return cut;
    }

    public Task<string?> PseudonymAsync(Owner owner, CancellationToken cancellation) => _pseudonyms.FindAsync(owner, cancellation);

    public Task ForgetAsync(Owner owner, CancellationToken cancellation) => _pseudonyms.ForgetAsync(owner, cancellation);

    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
    }

    /// <returns>Whether it was added.</returns>
    private async Task<bool> AppendAsync(AuditEvent entry, DateTimeOffset? once, CancellationToken cancellation)
    {
        var turn = _turns[(uint)string.GetHashCode(entry.Organisation.Value, StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellation);
        try
        {
            return await AppendInTurnAsync(entry, once, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> AppendInTurnAsync(AuditEvent entry, DateTimeOffset? once, CancellationToken cancellation)
    {
        var (organisation, name) = (entry.Organisation, CosmosChange.NewName());
        var (chain, ends) = (Chain(organisation), Ends(organisation));
        var key = await keys.CurrentAsync(cancellation);
        var (isAdded, rounds) = (false, 0);
        await CosmosChange.UntilDoneAsync(async () =>
        {
            var head = await ends.HeadAsync(cancellation);
            if (head?.Value.Writes.Contains(name) == true)
                return true;
            isAdded = once is not { } since || !await IsThereAsync(entry, since, cancellation);
            if (!isAdded)
                return true;
            var actor = await _pseudonyms.ForAsync(entry.Actor, cancellation);
            var subject = await _pseudonyms.ForAsync(entry.Subject, cancellation);
            var (number, seal) = await ends.NewestAsync(head?.Value, cancellation);
            number = rounds++ == 0 ? number + 1 : await ends.FreeAfterAsync(number, cancellation);
            var written = new AuditEntry(
                number, Now, entry.Kind, actor, subject, Cut(entry.Origin.Address), Cut(entry.Origin.RequestId), entry.Outcome,
                Cut(entry.Detail));
            var next = AuditChain.Seal(key.Value, seal, organisation.Value, [written]);
            var marked = new HeadItem
            {
                Organisation = organisation.Value,
                Id = AuditIds.Head,
                Last = written.Number,
                Seal = next,
                Key = key.Id,
                Mark = AuditChain.Mark(key.Value, AuditEnd.Head, organisation.Value, written.Number, next),
                Writes = head?.Value.WritesWith(name) ?? [name],
            };
            var batch = chain.Batch("audit.append").Create(EntryItem.Of(organisation, written, key.Id, next));
            return await (head is null ? batch.Create(marked) : batch.Replace(AuditIds.Head, marked, head.ETag))
                .ExecuteAsync(cancellation);
        });
        return isAdded;
    }

    private async Task<bool> IsThereAsync(AuditEvent entry, DateTimeOffset since, CancellationToken cancellation)
    {
        var query = new CosmosQuery("*", "c.place >= @since AND c.kind = @kind AND c.request = @request")
            .With("@since", EntryItem.TimeOf(since)).With("@kind", entry.Kind.ToString()).With("@request", Cut(entry.Origin.RequestId));
        await foreach (var item in Chain(entry.Organisation).QueryAsync<JsonElement>("audit.once", query, cancellation))
        {
            if (EntryItem.Read(item).Detail == Cut(entry.Detail))
                return true;
        }

        return false;
    }

    private async IAsyncEnumerable<EntryItem> EntriesAsync(
        OrganisationId organisation, long after, int? pageSize,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new CosmosQuery("*", "c.id > @after AND c.id < @end") { OrderBy = "c.id", PageSize = pageSize }
            .With("@after", after <= 0 ? AuditIds.Entries : AuditIds.Entry(after)).With("@end", AuditIds.EntriesEnd);
        await foreach (var item in Chain(organisation).QueryAsync<JsonElement>("audit.list", query, cancellation))
            yield return EntryItem.Read(item);
    }

    /// <summary>What is cut off at the anchor is gone: an item there was put in from outside.</summary>
    private async Task<bool> IsAnyAtOrBelowAsync(OrganisationId organisation, long number, CancellationToken cancellation)
    {
        var query = new CosmosQuery("VALUE c.id", "c.id > @first AND c.id <= @last") { PageSize = 1 }
            .With("@first", AuditIds.Entries).With("@last", AuditIds.Entry(number));
        await foreach (var _ in Chain(organisation).QueryAsync<string>("audit.below", query, cancellation))
            return true;
        return false;
    }

    private async Task<bool> IsAnyAfterAsync(OrganisationId organisation, long number, CancellationToken cancellation)
    {
        await foreach (var _ in EntriesAsync(organisation, number, pageSize: 1, cancellation))
            return true;
        return false;
    }

    private AuditChainEnds Ends(OrganisationId organisation) => new(Chain(organisation), keys, organisation);

    private CosmosPartition Chain(OrganisationId organisation) => database.Audit(organisation.Value);

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
