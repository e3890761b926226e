using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>Queries over all partitions of a container, for administrators and for what lets go of old things. Each costs a call to every
/// physical partition.</summary>
internal sealed class CosmosAcross(CosmosDatabase database, Container container)
{
    private const int PageSize = 500;

    /// <summary>What a query finds, page by page.</summary>
    /// <exception cref="CosmosUnusableException">The database cannot be used for now.</exception>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        string operation, CosmosQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await database.EnsureAsync(cancellation);
        using var pages = container.GetItemQueryIterator<T>(
            query.Definition(), continuationToken: null, new QueryRequestOptions { MaxItemCount = query.PageSize ?? PageSize });
        while (pages.HasMoreResults)
        {
            var page = await CosmosErrors.TranslateAsync(() => pages.ReadNextAsync(cancellation), cancellation);
            database.Charges.Add(operation, page.RequestCharge);
            foreach (var item in page.Resource)
                yield return item;
        }
    }

    /// <summary>The sum of what a query gives, such as a count.</summary>
    /// <exception cref="CosmosUnusableException">The database cannot be used for now.</exception>
    public async Task<long> SumAsync(string operation, CosmosQuery query, CancellationToken cancellation)
    {
        var sum = 0L;
        await foreach (var part in QueryAsync<long>(operation, query, cancellation))
            sum += part;
        return sum;
    }
}
