using Azure;
using Azure.Search.Documents;
using Azure.Search.Documents.Models;

namespace InboxMind.Azure.Search;

/// <summary>Writes documents in batches and looks at the outcome of each: those that the service had no time for are written again, the
/// others are not.</summary>
internal sealed class SearchUpload(SearchClient client)
{
    private const int MaxAttempts = 5;

    /// <summary>Of what a batch holds; the service takes 16 MB of JSON.</summary>
    private const int MaxCharacters = 4_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task WriteAsync(IReadOnlyCollection<IndexDocumentsAction<SearchDocument>> actions, CancellationToken cancellation)
    {
        foreach (var batch in Batches(actions))
            await WriteBatchAsync(batch, cancellation);
    }

    private static IEnumerable<List<IndexDocumentsAction<SearchDocument>>> Batches(
        IEnumerable<IndexDocumentsAction<SearchDocument>> actions)
    {
        var (batch, size) = (new List<IndexDocumentsAction<SearchDocument>>(), 0);
        foreach (var action in actions)
        {
            var length = action.Document.Sum(static f => f.Value switch
            {
                string text => text.Length,
                float[] vector => vector.Length * 12,
                _ => 20,
            });
            if (batch.Count == SearchService.Page || (batch.Count > 0 && size + length > MaxCharacters))
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(action);
            size += length;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async Task WriteBatchAsync(List<IndexDocumentsAction<SearchDocument>> actions, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            IndexDocumentsResult outcome;
            try
            {
                outcome = await client.IndexDocumentsAsync(
                    IndexDocumentsBatch.Create([.. actions]), new IndexDocumentsOptions { ThrowOnAnyError = false }, cancellation);
            }
            catch (RequestFailedException e) when (e.Status == 413 && actions.Count > 1)
            {
                await WriteBatchAsync(actions[..(actions.Count / 2)], cancellation);
                await WriteBatchAsync(actions[(actions.Count / 2)..], cancellation);
                return;
            }

            var failed = outcome.Results.Where(static r => !r.Succeeded && !IsGone(r)).ToDictionary(static r => r.Key);
            if (failed.Count == 0)
                return;
            if (attempt == MaxAttempts || !failed.Values.All(MayPass))
                throw new RequestFailedException(207, "Some documents were not taken.", $"{failed.Values.First().Status}", null);
            actions = actions.FindAll(a => failed.ContainsKey(a.Document.GetString(MailFieldNames.Key)));
            await Task.Delay(Pause * attempt, TimeProvider.System, cancellation);
        }
    }

    /// <summary>What was to be deleted or changed is not there.</summary>
    private static bool IsGone(IndexingResult result) => result.Status == 404;

    private static bool MayPass(IndexingResult result) => result.Status is 409 or 422 or 429 or 500 or 503;
}
