using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>One logical partition: every call is for it alone, and every query names it once more in its own text. Operations have names,
/// by which their request charge is kept. Errors of the service are <see cref="CosmosUnusableException"/>.</summary>
/// <param name="database">The database it lies in.</param>
/// <param name="container">The container.</param>
/// <param name="keyName">The property of its items that holds the key.</param>
/// <param name="key">The key.</param>
internal sealed class CosmosPartition(CosmosDatabase database, Container container, string keyName, string key)
{
    /// <summary>Items that come with one page of a query, unless told otherwise.</summary>
    private const int PageSize = 200;

    private readonly PartitionKey _key = new(key);

    /// <summary>The value of the partition key.</summary>
    public string Key => key;

    /// <summary>An item by its id, a point read; null when there is none.</summary>
    public Task<CosmosItem<T>?> ReadAsync<T>(string operation, string id, CancellationToken cancellation)
        where T : class => CallAsync(
        operation, stop => container.ReadItemStreamAsync(id, _key, cancellationToken: stop),
        static answer => new CosmosItem<T>(Read<T>(answer.Content), answer.Headers.ETag), [HttpStatusCode.NotFound], cancellation);

    /// <summary>Adds an item.</summary>
    /// <returns>Its etag; null when there is one with its id.</returns>
    public Task<string?> CreateAsync<T>(string operation, T item, CancellationToken cancellation) => CallAsync(
        operation, stop => container.CreateItemStreamAsync(Write(item), _key, cancellationToken: stop),
        static answer => answer.Headers.ETag, [HttpStatusCode.Conflict], cancellation);

    /// <summary>Adds an item or replaces the one with its id.</summary>
    /// <returns>Its etag.</returns>
    public async Task<string> UpsertAsync<T>(string operation, T item, CancellationToken cancellation) => (await CallAsync(
        operation, stop => container.UpsertItemStreamAsync(Write(item), _key, cancellationToken: stop),
        static answer => answer.Headers.ETag, [], cancellation))!;

    /// <summary>Replaces an item as long as it is as it was read.</summary>
    /// <returns>Its etag; null when it was changed or is gone.</returns>
    public Task<string?> ReplaceAsync<T>(string operation, string id, T item, string etag, CancellationToken cancellation) => CallAsync(
        operation,
        stop => container.ReplaceItemStreamAsync(
            Write(item), id, _key, new ItemRequestOptions { IfMatchEtag = etag }, stop),
        static answer => answer.Headers.ETag, [HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed], cancellation);

    /// <summary>Deletes an item; with an etag only as long as it is as it was read.</summary>
    /// <returns>Whether it was deleted.</returns>
    public async Task<bool> DeleteAsync(string operation, string id, string? etag, CancellationToken cancellation) => await CallAsync(
        operation,
        stop => container.DeleteItemStreamAsync(
            id, _key, etag is null ? null : new ItemRequestOptions { IfMatchEtag = etag }, stop),
        static _ => "deleted", [HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed], cancellation) is not null;

    /// <summary>What a query finds, page by page.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        string operation, CosmosQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await PageAsync<T>(operation, query, next, cancellation);
            foreach (var item in page.Items)
                yield return item;
            next = page.Next;
        }
        while (next is not null);
    }

    /// <summary>One page of what a query finds. A page may be empty although more come.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="after">Where the page before ended; null begins.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<CosmosPage<T>> PageAsync<T>(
        string operation, CosmosQuery query, string? after, CancellationToken cancellation)
    {
        await database.EnsureAsync(cancellation);
        return await CosmosErrors.TranslateAsync(
            async () =>
            {
                using var pages = container.GetItemQueryIterator<T>(
                    query.Definition(keyName, key), after,
                    new QueryRequestOptions { PartitionKey = _key, MaxItemCount = query.PageSize ?? PageSize });
                if (!pages.HasMoreResults)
                    return new CosmosPage<T>([], null);
                var answer = await pages.ReadNextAsync(cancellation);
                database.Charges.Add(operation, answer.RequestCharge);
                return new CosmosPage<T>([.. answer.Resource], pages.HasMoreResults ? answer.ContinuationToken : null);
            },
            cancellation);
    }

    /// <summary>Begins a batch: all of it is done, or nothing.</summary>
    public CosmosBatch Batch(string operation) => new(database, container.CreateTransactionalBatch(_key), operation);

    /// <summary>As it is stored, in UTF-8.</summary>
    public static MemoryStream Write<T>(T item) => new(JsonSerializer.SerializeToUtf8Bytes(item, CosmosDatabase.Json), writable: false);

    private static T Read<T>(Stream content) => JsonSerializer.Deserialize<T>(content, CosmosDatabase.Json)
        ?? throw new CosmosUnusableException("Cosmos DB holds an item that is none of this program's.");

    private async Task<T?> CallAsync<T>(
        string operation, Func<CancellationToken, Task<ResponseMessage>> call, Func<ResponseMessage, T> result, HttpStatusCode[] usual,
        CancellationToken cancellation)
        where T : class
    {
        await database.EnsureAsync(cancellation);
        return await CosmosErrors.TranslateAsync<T?>(
            async () =>
            {
                using var answer = await call(cancellation);
                database.Charges.Add(operation, answer.Headers.RequestCharge);
                if (answer.IsSuccessStatusCode)
                    return result(answer);
                return usual.Contains(answer.StatusCode) && !answer.IsContainerMissing()
                    ? null
                    : throw new CosmosUnusableException(CosmosErrors.Sentence(answer.StatusCode, answer.SubStatus()));
            },
            cancellation);
    }
}
