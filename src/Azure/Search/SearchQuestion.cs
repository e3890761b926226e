using Azure.Search.Documents;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using static InboxMind.Azure.Search.MailFieldNames;

namespace InboxMind.Azure.Search;

/// <summary>One search: words and vectors side by side, each with the owner's filter, added by <see cref="SearchFusion"/>; the service's
/// semantic ranker then orders the best again, where it is set.</summary>
internal sealed class SearchQuestion(SearchService service, Owner owner, IndexQuery query)
{
    /// <summary>Mails taken from the words, unless more are asked for.</summary>
    private const int Depth = 500;

    /// <summary>Pieces taken from the vectors; and mails that a condition may leave for the vectors to be looked for among them
    /// alone.</summary>
    private const int Nearest = SearchService.Page;

    /// <summary>Mails that the semantic ranker looks at.</summary>
    private const int Reranked = 50;

    private readonly string _filter = SearchConditions.Search(owner, query.Query);

    public async Task<IReadOnlyList<IndexHit>> RunAsync(CancellationToken cancellation)
    {
        if (!query.Query.HasWords)
            return await NewestAsync(query.Limit, 1, cancellation);
        var mailbox = await SearchMailbox.ReadAsync(service, owner, cancellation);
        var byWords = new SearchRanking(service, _filter, mailbox, Math.Max(Depth, query.Limit)).RankAsync(query.Query, cancellation);
        var byVectors = query.SimilarityNeedsWords ? null : ByVectorsAsync(cancellation);
        var (words, whole, dates) = await byWords;
        var (best, others) = byVectors is not null ? await byVectors
            : words.Count > 0 ? await ByVectorsAsync(cancellation) : ([], 0);
        var similarities = best.ToDictionary(static b => b.Key, static b => b.Value.Similarity);
        foreach (var (id, piece) in best)
            dates[id] = piece.Date;
        if (others > 0)
        {
            foreach (var id in words.Keys)
                similarities.TryAdd(id, others);
        }

        List<IndexHit> hits = [.. SearchFusion.Add(words, whole, query.Vector.IsEmpty ? null : similarities, query.Scale)
            .OrderByDescending(static s => s.Value).ThenByDescending(s => dates[s.Key]).ThenByDescending(static s => s.Key)
            .Take(query.Limit).Select(s => new IndexHit(
                s.Key, Math.Clamp(s.Value, 0, 1), best.GetValueOrDefault(s.Key).Start, best.GetValueOrDefault(s.Key).Length))];
        if (service.IsSemantic && query.Query.Text.Length > 0)
            hits = await RerankAsync(hits, cancellation);
        return query.Query.Any.Count + query.Query.All.Count > 0 ? hits : await WithOthersAsync(hits, cancellation);
    }

    /// <summary>Where no word has to be there, mails are found that meet the conditions without one: they come behind, the newest
    /// first.</summary>
    private async Task<IReadOnlyList<IndexHit>> WithOthersAsync(List<IndexHit> hits, CancellationToken cancellation)
    {
        if (hits.Count >= query.Limit)
            return hits;
        var known = hits.Select(static h => h.Id).ToHashSet();
        return [.. hits, .. (await NewestAsync(query.Limit, 0, cancellation)).Where(h => !known.Contains(h.Id))
            .Take(query.Limit - hits.Count)];
    }

    private async Task<IReadOnlyList<IndexHit>> NewestAsync(int limit, double score, CancellationToken cancellation)
    {
        var options = new SearchOptions { Filter = _filter, OrderBy = { $"{Date} desc", $"{Id} desc" }, Select = { Id }, Size = limit };
        return [.. (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents
            .Select(d => new IndexHit(new EmailId(d.Document.GetString(Id)), score, 0, 0))];
    }

    /// <summary>The best piece of each of the nearest mails that meet the conditions; and how near the others are at most.</summary>
    private async Task<(Dictionary<EmailId, Piece> Best, float Others)> ByVectorsAsync(CancellationToken cancellation)
    {
        if (query.Vector.IsEmpty || query.Model.Length == 0)
            return ([], 0);
        var among = SearchConditions.AreThere(query.Query) ? await FewAsync(cancellation) : null;
        if (among is { Count: 0 })
            return ([], 0);
        var options = new SearchOptions
        {
            Filter = ODataFilter.And(SearchConditions.Of(owner), among is null ? null : ODataFilter.In(MailFieldNames.Mail, among)),
            Select = { MailFieldNames.Mail, Start, Length },
            Size = Nearest,
            VectorSearch = new VectorSearchOptions
            {
                FilterMode = VectorFilterMode.PreFilter,
                Queries = { new VectorizedQuery(query.Vector) { KNearestNeighborsCount = Nearest, Fields = { Vector } } },
            },
        };
        var found = (await service.FindAsync(SearchIndexes.PiecesOf(query.Model), null, options, cancellation)).Documents;
        var near = new Dictionary<EmailId, Piece>();
        var least = query.Scale?.Least ?? 0;
        foreach (var result in found)
        {
            // The service gives 1 / (2 - cosine).
            var cosine = (float)Math.Round(2 - (1 / (result.Score ?? 0.5)), 6);
            if (cosine <= least)
                break;
            near.TryAdd(
                new EmailId(result.Document.GetString(MailFieldNames.Mail)),
                new Piece(cosine, result.Document.GetInt32(Start) ?? 0, result.Document.GetInt32(Length) ?? 0, 0));
        }

        var others = found.Count < Nearest ? 0 : (float)Math.Max(0, 2 - (1 / (found[^1].Score ?? 0.5)));
        return (await MeetingAsync(near, cancellation), others);
    }

    /// <summary>The mails that meet the conditions; null when there are too many to name.</summary>
    private async Task<IReadOnlyList<string>?> FewAsync(CancellationToken cancellation)
    {
        var options = new SearchOptions { Filter = _filter, Select = { Id }, Size = Nearest, IncludeTotalCount = true };
        var found = await service.FindAsync(SearchIndexes.Mails, null, options, cancellation);
        return found.Total > Nearest ? null : [.. found.Documents.Select(static d => d.Document.GetString(Id))];
    }

    /// <summary>Those that the mails' index has, and that meet the conditions there.</summary>
    private async Task<Dictionary<EmailId, Piece>> MeetingAsync(Dictionary<EmailId, Piece> near, CancellationToken cancellation)
    {
        if (near.Count == 0)
            return near;
        var options = new SearchOptions
        {
            Filter = ODataFilter.And(_filter, ODataFilter.In(Id, near.Keys.Select(static id => id.Value))),
            Select = { Id, Date },
            Size = near.Count,
        };
        var meeting = new Dictionary<EmailId, Piece>();
        foreach (var result in (await service.FindAsync(SearchIndexes.Mails, null, options, cancellation)).Documents)
        {
            var id = new EmailId(result.Document.GetString(Id));
            meeting[id] = near[id] with { Date = result.Document.GetInt64(Date) ?? 0 };
        }

        return meeting;
    }

    /// <summary>The best in the order of the semantic ranker, with the scores that they have in theirs: a score stays what it was for the
    /// place it stands at.</summary>
    private async Task<List<IndexHit>> RerankAsync(List<IndexHit> hits, CancellationToken cancellation)
    {
        var best = hits.Take(Reranked).ToList();
        if (best.Count < 2)
            return hits;
        var options = new SearchOptions
        {
            QueryType = SearchQueryType.Semantic,
            SemanticSearch = new SemanticSearchOptions
            {
                SemanticConfigurationName = SearchIndexes.SemanticName,
                ErrorMode = SemanticErrorMode.Partial,
            },
            Filter = ODataFilter.And(SearchConditions.Of(owner), ODataFilter.In(Id, best.Select(static h => h.Id.Value))),
            Select = { Id },
            Size = Reranked,
        };
        var ranks = new Dictionary<EmailId, double>();
        foreach (var result in (await service.FindAsync(SearchIndexes.Mails, query.Query.Text, options, cancellation)).Documents)
            ranks[new EmailId(result.Document.GetString(Id))] = result.SemanticSearch?.RerankerScore ?? 0;
        var ordered = best.OrderByDescending(h => ranks.GetValueOrDefault(h.Id)).ToList();
        return [.. ordered.Zip(best, static (hit, place) => hit with { Score = place.Score }), .. hits.Skip(Reranked)];
    }

    private readonly record struct Piece(float Similarity, int Start, int Length, long Date);
}
