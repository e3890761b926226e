using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;

namespace InboxMind.Core.Reading;

/// <summary>Lists messages by date. Conditions on words are the index's, which may be behind the store; all others the store's
/// own.</summary>
public sealed class ListMail(IMailStore store, IMailIndex index, ReadCoverage coverage, ResolveMe me)
{
    /// <summary>The most messages one page has.</summary>
    public const int MaxLimit = 100;

    /// <summary>The most messages passed over.</summary>
    public const int MaxSkip = 1_000;

    /// <summary>Mails of a thread among which words are looked for: the newest.</summary>
    private const int MaxThread = 10_000;

    /// <summary>Lists one page.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="query">Words and conditions; words do not rank here.</param>
    /// <param name="thread">Only this thread; null for all.</param>
    /// <param name="range">Which page; at most <see cref="MaxLimit"/> messages after at most <see cref="MaxSkip"/>.</param>
    /// <param name="count">Whether to count the whole list.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<MailPage> ListAsync(
        Owner owner, SearchQuery query, ThreadId? thread, MailRange range, bool count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(range.Limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Limit, MaxLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Skip);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Skip, MaxSkip);

        // One more tells whether there is a next page.
        var wanted = range with { Limit = range.Limit + 1 };
        IReadOnlyList<MailPosition> found;
        long? total = null;
        long? notIndexed = null;
        if (query.NeedsIndex)
        {
            query = await me.ResolveAsync(owner, query, cancellation);
            notIndexed = (await coverage.ReadAsync(owner, cancellation)).Pending;
            var among = thread is null ? null : await ThreadAsync(owner, thread.Value, cancellation);
            found = await index.ListAsync(owner, query, among, wanted, cancellation);
            total = count ? await index.CountAsync(owner, query, among, cancellation) : null;
        }
        else
        {
            var conditions = new MailConditions(query.Filter, thread);
            found = await store.ListAsync(owner, conditions, wanted, cancellation);
            total = count ? await store.CountAsync(owner, conditions, cancellation) : null;
        }

        var next = found.Count > range.Limit ? found[range.Limit - 1] : (MailPosition?)null;
        return new MailPage(await LoadAsync(owner, [.. found.Take(range.Limit).Select(static p => p.Id)], cancellation), next, total)
        {
            NotIndexed = notIndexed,
        };
    }

    private async Task<IReadOnlyCollection<EmailId>> ThreadAsync(Owner owner, ThreadId thread, CancellationToken cancellation) =>
        [.. (await store.ListAsync(owner, new MailConditions(MailFilter.None, thread), new MailRange(null, 0, MaxThread), cancellation))
            .Select(static p => p.Id)];

    /// <summary>The store decides what exists: the index may be behind.</summary>
    private async Task<List<PlacedMail>> LoadAsync(Owner owner, List<EmailId> ids, CancellationToken cancellation)
    {
        var stored = (await store.GetAsync(owner, ids, MailExtent.Listed, cancellation)).ToDictionary(static m => m.Message.Id);
        var placements = await store.PlacementsAsync(owner, ids, cancellation);
        return [.. ids.Where(stored.ContainsKey).Select(id => new PlacedMail(stored[id], placements.GetValueOrDefault(id, [])))];
    }
}
