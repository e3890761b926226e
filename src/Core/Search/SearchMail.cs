using InboxMind.Core.Index;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Search;

/// <summary>Finds messages by words, by similarity and by conditions.</summary>
public sealed class SearchMail(
    IMailIndex index, IMailStore store, IEmbeddingModels models, ResolveMe me, TimeProvider time, IAttachmentIndex? attachments = null)
{
    /// <summary>The most messages one search gives.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>Mails held at once while their snippets are made.</summary>
    private const int Together = 20;

    /// <summary>Searches for what a person typed (see <see cref="QueryParser"/>).</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="text">The query; any string is legal.</param>
    /// <param name="zone">The zone in which bare dates are days.</param>
    /// <param name="limit">At most this many, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellation">Stops the search.</param>
    public Task<IReadOnlyList<SearchResult>> SearchAsync(
        Owner owner, string text, TimeZoneInfo zone, int limit, CancellationToken cancellation) =>
        SearchAsync(owner, Understand(text, zone), limit, cancellation);

    /// <summary>Reads what a person typed, today.</summary>
    /// <param name="text">The query; any string is legal.</param>
    /// <param name="zone">The zone in which bare dates are days.</param>
    public SearchQuery Understand(string text, TimeZoneInfo zone) =>
        QueryParser.Parse(text, zone, LocalDay.From(time.GetUtcNow(), zone));

    /// <summary>Searches for a query that is understood already.</summary>
    public async Task<IReadOnlyList<SearchResult>> SearchAsync(
        Owner owner, SearchQuery query, int limit, CancellationToken cancellation)
    {
        var snippets = new Snippets(query);
        var results = new List<SearchResult>();
        foreach (var some in (await HitsAsync(owner, query, [query.Filter], limit, cancellation)).Chunk(Together))
        {
            var mails = await LoadAsync(owner, some, cancellation);
            var attached = await AttachedAsync(owner, query, [.. mails.Select(static m => m.Mail)], cancellation);
            foreach (var (mail, hit) in mails)
            {
                var within = attached.GetValueOrDefault(mail.Message.Id);
                var snippet = within is null
                    ? snippets.Of(mail.Message.Text, hit.Start, hit.Length)
                    : snippets.Of(within.Passage.Text, 0, 0);
                results.Add(new SearchResult(Listed(mail), hit.Score, snippet) { In = within });
            }
        }

        return ByKind(query, results);
    }

    /// <summary>In the order that their kinds give as well.</summary>
    private static List<SearchResult> ByKind(SearchQuery query, List<SearchResult> results)
    {
        var (isOfPeople, isOfTrade) = (query.Names.Count > 0, query.HasWords && KindPrior.IsOfTrade(query));
        if (!isOfPeople && !isOfTrade)
            return results;
        return
        [
            .. results.Select(r => r with { Score = r.Score * KindPrior.Of(r.Mail.Message.Kind, isOfPeople, isOfTrade) })
                .OrderByDescending(static r => r.Score).Select(static r => r with { Score = Math.Min(1, r.Score) }),
        ];
    }

    /// <summary>Searches without making snippets: under each of the filters, so many messages each. What meets several of them has its
    /// best score.</summary>
    internal async Task<IReadOnlyList<(StoredMail Mail, IndexHit Hit)>> FindAsync(
        Owner owner, SearchQuery query, IReadOnlyList<MailFilter> filters, int limit, CancellationToken cancellation) =>
        await LoadAsync(owner, await HitsAsync(owner, query, filters, limit, cancellation), cancellation);

    /// <summary>What the index finds, under each of the filters; messages are not loaded.</summary>
    internal async Task<IReadOnlyList<IndexHit>> HitsAsync(
        Owner owner, SearchQuery query, IReadOnlyList<MailFilter> filters, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        using var span = Signals.Begin("search index");
        var start = time.GetTimestamp();
        var question = await EmbedAsync(owner, query, limit, cancellation);
        var hits = new OrderedDictionary<EmailId, IndexHit>();
        foreach (var filter in filters)
        {
            var resolved = await me.ResolveAsync(owner, query with { Filter = filter }, cancellation);
            foreach (var hit in await index.SearchAsync(owner, question with { Query = resolved }, cancellation))
            {
                if (!hits.TryGetValue(hit.Id, out var known) || known.Score < hit.Score)
                    hits[hit.Id] = hit;
            }
        }

        SearchSignals.Duration.Record(time.GetElapsedTime(start).TotalSeconds);
        return [.. hits.Values];
    }

    /// <summary>Where in their attachments mails hold more of a query's words than in their own.</summary>
    internal async Task<IReadOnlyDictionary<EmailId, FoundIn>> AttachedAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<StoredMail> mails, CancellationToken cancellation)
    {
        var found = new Dictionary<EmailId, FoundIn>();
        if (attachments is null || !query.HasWords || !mails.Any(static m => m.Message.Attachments.Count > 0))
            return found;
        var finder = new AttachmentFinder(query);
        var ids = mails.Where(static m => m.Message.Attachments.Count > 0).Select(static m => m.Message.Id);
        var read = await attachments.AttachmentsAsync(owner, [.. ids], cancellation);
        foreach (var mail in mails.Where(m => read.ContainsKey(m.Message.Id)))
        {
            if (finder.Find(mail.Message, read[mail.Message.Id]) is { } within)
                found[mail.Message.Id] = within;
        }

        return found;
    }

    /// <summary>The store decides what exists: the index may be behind.</summary>
    private async Task<List<(StoredMail Mail, IndexHit Hit)>> LoadAsync(
        Owner owner, IReadOnlyList<IndexHit> hits, CancellationToken cancellation)
    {
        using var span = Signals.Begin("store read");
        var stored = (await store.GetAsync(owner, [.. hits.Select(static h => h.Id)], MailExtent.Evidence, cancellation))
            .ToDictionary(static m => m.Message.Id);
        return [.. hits.Where(h => stored.ContainsKey(h.Id)).Select(h => (stored[h.Id], h))];
    }

    /// <summary>A long list of long texts would fill the memory.</summary>
    private static StoredMail Listed(StoredMail mail) => mail.Message.Text.Length <= MailExtent.Listed.Text
        ? mail
        : mail with { Message = mail.Message with { Text = MailLimits.Begin(mail.Message.Text, MailExtent.Listed.Text) } };

    private async Task<IndexQuery> EmbedAsync(Owner owner, SearchQuery query, int limit, CancellationToken cancellation)
    {
        if (query.Text.Length == 0 || await ModelAsync(owner, cancellation) is not { } model)
            return new IndexQuery(query, "", default, limit) { SimilarityNeedsWords = true };
        var made = await model.Generator.GenerateAsync([model.QueryPrefix + query.Text], cancellationToken: cancellation);
        var ordinary = OrdinaryWords.Of(query, model);
        return new IndexQuery(query, model.Key, UnitVector.Normalize(made[0].Vector, model.Dimensions), limit)
        {
            Scale = model.Scale,
            SimilarityNeedsWords = ordinary.Count == 0,
            Ordinary = ordinary,
        };
    }

    /// <summary>The model that there are vectors of. While mail is embedded again after a change, the one before is asked as long as it can
    /// be.</summary>
    private async Task<EmbeddingModel?> ModelAsync(Owner owner, CancellationToken cancellation)
    {
        foreach (var key in await index.VectorModelsAsync(owner, cancellation))
        {
            if (await models.FindAsync(owner, key, cancellation) is { } model)
                return model;
        }

        return null;
    }
}
