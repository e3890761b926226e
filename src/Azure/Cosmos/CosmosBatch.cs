using System.Net;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>Changes of one partition that are all made, or none. At most <see cref="MaxOperations"/> and about <see cref="MaxBytes"/>:
/// callers split what is larger.</summary>
internal sealed class CosmosBatch(CosmosDatabase database, TransactionalBatch batch, string operation)
{
    /// <summary>What the service takes in one batch.</summary>
    public const int MaxOperations = 100;

    /// <summary>The service takes 2 MB with all that goes round them.</summary>
    public const int MaxBytes = 1_500_000;

    public int Count { get; private set; }

    public int Bytes { get; private set; }

    /// <summary>Whether so much more would still fit.</summary>
    public bool HasRoom(int operations, int bytes) => Count + operations <= MaxOperations && Bytes + bytes <= MaxBytes;

    /// <summary>Adds an item that must not exist.</summary>
    public CosmosBatch Create<T>(T item)
    {
        batch.CreateItemStream(Take(item));
        return this;
    }

    /// <summary>Adds an item or replaces it.</summary>
    public CosmosBatch Upsert<T>(T item)
    {
        batch.UpsertItemStream(Take(item));
        return this;
    }

    /// <summary>Replaces an item that must exist; with an etag, as it was read.</summary>
    public CosmosBatch Replace<T>(string id, T item, string? etag = null)
    {
        batch.ReplaceItemStream(id, Take(item), Options(etag));
        return this;
    }

    /// <summary>Asks for an item that must exist.</summary>
    public CosmosBatch Require(string id)
    {
        batch.ReadItem(id);
        Count++;
        return this;
    }

    /// <summary>Changes fields of an item that must exist.</summary>
    public CosmosBatch Patch(string id, params IReadOnlyList<PatchOperation> changes)
    {
        batch.PatchItem(id, changes);
        Count++;
        Bytes += 1_000;
        return this;
    }

    /// <summary>Deletes an item that must exist; with an etag, as it was read.</summary>
    public CosmosBatch Delete(string id, string? etag = null)
    {
        batch.DeleteItem(id, Options(etag));
        Count++;
        Bytes += 100;
        return this;
    }

    /// <summary>Makes the changes.</summary>
    /// <returns>False when nothing was done, since an item was changed, is gone, or exists already.</returns>
    /// <exception cref="CosmosUnusableException">The database cannot be used for now: all of it may have been done, or nothing.</exception>
    public async Task<bool> ExecuteAsync(CancellationToken cancellation)
    {
        if (Count == 0)
            return true;
        if (Count > MaxOperations)
            throw new InvalidOperationException($"A batch of {Count} operations: the service takes {MaxOperations}.");
        await database.EnsureAsync(cancellation);
        return await CosmosErrors.TranslateAsync(
            async () =>
            {
                using var answer = await batch.ExecuteAsync(cancellation);
                database.Charges.Add(operation, answer.RequestCharge);
                if (answer.IsSuccessStatusCode)
                    return true;

                // The status of the operation that failed; those beside it are told as failed dependencies.
                var status = answer.Select(static r => r.StatusCode).FirstOrDefault(
                    static s => s >= HttpStatusCode.BadRequest && s != HttpStatusCode.FailedDependency, answer.StatusCode);
                return status is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.NotFound && answer.Count > 0
                    ? false
                    : throw new CosmosUnusableException(CosmosErrors.Sentence(
                        status, int.TryParse(answer.Headers["x-ms-substatus"], out var sub) ? sub : 0));
            },
            cancellation);
    }

    private MemoryStream Take<T>(T item)
    {
        var content = CosmosPartition.Write(item);
        Count++;
        Bytes += (int)content.Length;
        return content;
    }

    private static TransactionalBatchItemRequestOptions? Options(string? etag) =>
        etag is null ? null : new TransactionalBatchItemRequestOptions { IfMatchEtag = etag };
}
