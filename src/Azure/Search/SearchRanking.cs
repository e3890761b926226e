using Azure.Search.Documents;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;

namespace InboxMind.Azure.Search;

/// <summary>Ranks an owner's mails by words. The service counts how rare a word is over the mail of all users, so that anyone's mail would
/// move everyone's ranking: each word is asked for alone, in one field, its scores are taken against the owner's best mail for it, and
/// weighed by how rare it is among the owner's mails.</summary>
internal sealed class SearchRanking(SearchService service, string filter, long mails, int depth)
{
    public const double K1 = 1.2;

    /// <summary>Words asked for alone; more of them are asked for together.</summary>
    private const int MaxCalls = 16;

    private const double B = 0.75;

    /// <summary>Words of a mail of usual length.</summary>
    private const double UsualLength = 150;

    /// <summary>The scores of mails, and what a mail of usual length would have that holds each word and is the best for it.</summary>
    public async Task<(Dictionary<EmailId, double> Scores, double Whole, Dictionary<EmailId, long> Dates)> RankAsync(
        SearchQuery query, CancellationToken cancellation)
    {
        var terms = query.Any.Concat(query.Ranking).Concat(query.All).Distinct().ToList();
        var whole = terms.Where(static t => !t.EndsWith('*')).Select(IndexedWords.Phrase).Where(static t => t.Length > 0)
            .Distinct().ToList();
        List<string> others =
        [
            .. terms.Where(static t => t.EndsWith('*')).Select(static t => SearchWords.Match(MailFields.All, SearchWords.Term(t))),
            .. (terms.Count > 0 ? query.Names : []).Select(IndexedWords.Phrase).Where(static p => p.Length > 0)
                .Select(static p => SearchWords.Match(MailFields.From | MailFields.Recipients, p)),
            .. query.Facts.Select(IndexedWords.Phrase).Where(static p => p.Length > 0)
                .Select(static p => SearchWords.Match([MailFieldNames.Facts], p)),
        ];
        List<Task<Found>> calls =
        [
            .. Groups(whole).Select(some => FindAsync(string.Join(" OR ", some), filter, cancellation)),

            // Of beginnings, and of facts, it only counts whether they are there.
            .. Groups(others).Select(some => FindAsync(null, ODataFilter.And(filter, $"({string.Join(" or ", some)})"), cancellation)),
        ];
        var (scores, dates, all) = (new Dictionary<EmailId, double>(), new Dictionary<EmailId, long>(), 0.0);
        foreach (var found in await Task.WhenAll(calls))
        {
            if (found.Documents.Count == 0)
                continue;
            var rare = Math.Log(1 + ((Math.Max(mails, found.Total) - found.Total + 0.5) / (found.Total + 0.5)));
            var best = found.Documents.Max(static d => d.Score ?? 0);
            all += rare;
            foreach (var result in found.Documents)
            {
                var id = new EmailId(result.Document.GetString(MailFieldNames.Id));
                var share = Math.Round((result.Score ?? 0) / best, 4) * Shortness(result.Document.GetInt64(MailFieldNames.Length) ?? 0);
                scores[id] = scores.GetValueOrDefault(id) + (rare * share);
                dates[id] = result.Document.GetInt64(MailFieldNames.Date) ?? 0;
            }
        }

        return (scores, all, dates);
    }

    private static IEnumerable<string[]> Groups(List<string> terms) =>
        terms.Chunk(Math.Max(1, (terms.Count + MaxCalls - 1) / MaxCalls));

    private Task<Found> FindAsync(string? words, string filter, CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Filter = filter,
            Select = { MailFieldNames.Id, MailFieldNames.Date, MailFieldNames.Length },
            IncludeTotalCount = true,
            Size = depth,
        };
        if (words is not null)
        {
            options.QueryType = SearchQueryType.Full;
            options.SearchFields.Add(MailFieldNames.Words);
        }
        else
        {
            // The newest, where there are more than are asked for.
            options.OrderBy.Add($"{MailFieldNames.Date} desc");
        }

        return service.FindAsync(SearchIndexes.Mails, words, options, cancellation);
    }

    /// <summary>1 for a mail of usual length, less for longer ones (BM25, of a word that is there once).</summary>
    private static double Shortness(long length) => (K1 + 1) / (K1 + 1 + (K1 * B * ((Math.Max(1, length) / UsualLength) - 1)));
}
