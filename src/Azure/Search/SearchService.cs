using System.Collections.Concurrent;
using Azure;
using Azure.Search.Documents;
using Azure.Search.Documents.Indexes;
using Azure.Search.Documents.Indexes.Models;
using Azure.Search.Documents.Models;

namespace InboxMind.Azure.Search;

/// <summary>The indexes of a search service: made when they are first written to; one that is not there holds nothing. What is refused for
/// being too much at once is tried again when the service says.</summary>
internal sealed class SearchService
{
    /// <summary>Documents that the service gives or takes in one call.</summary>
    public const int Page = 1_000;

    private readonly SearchIndexClient _client;
    private readonly ConcurrentDictionary<string, Task> _made = new();

    /// <param name="settings">Which service.</param>
    /// <param name="configure">Changes how calls are made.</param>
    public SearchService(SearchSettings settings, Action<SearchClientOptions>? configure = null)
    {
        var options = new SearchClientOptions();
        options.Retry.MaxRetries = 5;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        configure?.Invoke(options);
        IsSemantic = settings.IsSemantic;
        _client = settings.Key is { } key
            ? new SearchIndexClient(settings.Endpoint, key, options)
            : new SearchIndexClient(settings.Endpoint, settings.Identity!, options);
    }

    public bool IsSemantic { get; }

    /// <summary>Finds documents.</summary>
    /// <param name="index">The index.</param>
    /// <param name="words">What they are ranked by; null where only the filter counts.</param>
    /// <param name="options">The filter, order and fields; its size bounds how many are given, over as many calls as that takes.</param>
    /// <param name="cancellation">Stops the call.</param>
    public Task<Found> FindAsync(string index, string? words, SearchOptions options, CancellationToken cancellation) =>
        SearchErrors.TranslateAsync(
            async () =>
            {
                var found = new List<SearchResult<SearchDocument>>();
                var most = options.Size ?? Page;
                long? total = null;
                try
                {
                    while (found.Count < most)
                    {
                        options.Size = Math.Min(Page, most - found.Count);
                        SearchResults<SearchDocument> page =
                            await _client.GetSearchClient(index).SearchAsync<SearchDocument>(words, options, cancellation);
                        total ??= page.TotalCount;
                        var before = found.Count;
                        await foreach (var result in page.GetResultsAsync().WithCancellation(cancellation))
                            found.Add(result);
                        if (found.Count - before < options.Size)
                            break;
                        options.Skip = (options.Skip ?? 0) + options.Size;
                    }
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    return new Found([], 0);
                }

                return new Found(found, total ?? 0);
            },
            cancellation);

    /// <summary>How many documents a filter holds for.</summary>
    public async Task<long> CountAsync(string index, string filter, CancellationToken cancellation) => await SearchErrors.TranslateAsync(
        async () =>
        {
            try
            {
                SearchResults<SearchDocument> page = await _client.GetSearchClient(index).SearchAsync<SearchDocument>(
                    null, new SearchOptions { Filter = filter, Size = 0, IncludeTotalCount = true }, cancellation);
                return page.TotalCount ?? 0;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return 0;
            }
        },
        cancellation);

    /// <summary>The same, and how many of them have each value of some fields.</summary>
    public async Task<(long Total, IReadOnlyDictionary<string, IReadOnlyList<(string Value, long Count)>> Values)> CountAsync(
        string index, string filter, IReadOnlyList<string> fields, CancellationToken cancellation) =>
        await SearchErrors.TranslateAsync<(long, IReadOnlyDictionary<string, IReadOnlyList<(string Value, long Count)>>)>(
            async () =>
            {
                var options = new SearchOptions { Filter = filter, Size = 0, IncludeTotalCount = true };
                foreach (var field in fields)
                    options.Facets.Add($"{field},count:{Page}");
                try
                {
                    SearchResults<SearchDocument> page =
                        await _client.GetSearchClient(index).SearchAsync<SearchDocument>(null, options, cancellation);
                    return (page.TotalCount ?? 0, fields.ToDictionary(static f => f, f => Values(page.Facets, f)));
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    return (0, fields.ToDictionary(static f => f, static _ => (IReadOnlyList<(string, long)>)[]));
                }
            },
            cancellation);

    private static IReadOnlyList<(string Value, long Count)> Values(IDictionary<string, IList<FacetResult>>? facets, string field) =>
        facets is not null && facets.TryGetValue(field, out var values)
            ? [.. values.Where(static v => v.Value is string { Length: > 0 }).Select(static v => ((string)v.Value, v.Count ?? 0))]
            : [];

    /// <summary>Writes documents, each whole or not at all.</summary>
    /// <exception cref="AzureSearchException">Some were not taken.</exception>
    public async Task WriteAsync(
        SearchIndex definition, IReadOnlyCollection<IndexDocumentsAction<SearchDocument>> actions, CancellationToken cancellation)
    {
        if (actions.Count == 0)
            return;
        await SearchErrors.TranslateAsync(
            async () =>
            {
                await MakeAsync(definition, cancellation);
                var upload = new SearchUpload(_client.GetSearchClient(definition.Name));
                try
                {
                    await upload.WriteAsync(actions, cancellation);
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    // Someone deleted the index since.
                    _made.TryRemove(definition.Name, out _);
                    await MakeAsync(definition, cancellation);
                    await upload.WriteAsync(actions, cancellation);
                }

                return true;
            },
            cancellation);
    }

    /// <summary>Deletes documents by their keys; those that are not there, and an index that is not, are left out.</summary>
    public async Task DeleteAsync(string index, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
            return;
        await SearchErrors.TranslateAsync(
            async () =>
            {
                try
                {
                    await new SearchUpload(_client.GetSearchClient(index)).WriteAsync(
                        [.. keys.Select(static k => IndexDocumentsAction.Delete(new SearchDocument { [MailFieldNames.Key] = k }))],
                        cancellation);
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    // Nothing is there.
                }

                return true;
            },
            cancellation);
    }

    /// <summary>Deletes all documents that a filter holds for.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> DeleteAllAsync(string index, string filter, CancellationToken cancellation)
    {
        var last = "";
        var any = false;
        while (true)
        {
            // A deletion may be seen later: each key is looked for once.
            var options = new SearchOptions
            {
                Filter = ODataFilter.And(filter, $"{MailFieldNames.Key} gt {ODataFilter.Text(last)}"),
                OrderBy = { $"{MailFieldNames.Key} asc" },
                Select = { MailFieldNames.Key },
                Size = Page,
            };
            var found = await FindAsync(index, null, options, cancellation);
            if (found.Documents.Count == 0)
                return any;
            List<string> keys = [.. found.Documents.Select(static d => d.Document.GetString(MailFieldNames.Key))];
            await DeleteAsync(index, keys, cancellation);
            (any, last) = (true, keys[^1]);
        }
    }

    /// <summary>Deletes an index that no one has anything in.</summary>
    public async Task DropIfEmptyAsync(string index, CancellationToken cancellation)
    {
        if (await CountAsync(index, "", cancellation) > 0)
            return;
        await SearchErrors.TranslateAsync(
            async () =>
            {
                await _client.DeleteIndexAsync(index, cancellation);
                _made.TryRemove(index, out _);
                return true;
            },
            cancellation);
    }

    /// <summary>Makes an index, or adds the fields that it lacks, once in this process.</summary>
    private async Task MakeAsync(SearchIndex definition, CancellationToken cancellation)
    {
        var made = _made.GetOrAdd(definition.Name, _ => _client.CreateOrUpdateIndexAsync(
            definition, cancellationToken: CancellationToken.None));
        try
        {
            await made.WaitAsync(cancellation);
        }
        catch when (made.IsFaulted)
        {
            _made.TryRemove(KeyValuePair.Create(definition.Name, made));
            throw;
        }
    }
}

/// <summary>What was found.</summary>
/// <param name="Documents">The documents, in order.</param>
/// <param name="Total">How many there are in all, where it was asked for.</param>
internal sealed record Found(IReadOnlyList<SearchResult<SearchDocument>> Documents, long Total);
