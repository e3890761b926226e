using Azure.Search.Documents;
using Azure.Search.Documents.Models;
using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;

namespace InboxMind.Azure.Search;

/// <summary>Ranks an owner's mails by words. The service counts how rare a word is over the mail of all users, so that anyone's mail would
/// move everyone's ranking: each word is asked for alone, in one field, its scores are taken against the owner's best mail for it, and
/// weighed by how rare it is among the owner's mails.</summary>
internal sealed class SearchRanking(SearchService service, string filter, SearchMailbox mailbox, int depth)
{
    public const double K1 = 1.2;

    /// <summary>Words asked for alone; more of them are asked for together.</summary>
    private const int MaxCalls = 16;

    private const double B = 0.75;

    /// <summary>What a word counts that stands in the text of an attachment alone, as on one machine.</summary>
    private const double Attached = 0.1;

    /// <summary>Words of a mail of usual length.</summary>
    private const double UsualLength = 150;

    private static readonly Task<Found> None = Task.FromResult(new Found([], 0));

    /// <summary>The scores of mails, and what a mail of usual length would have that holds each word and is the best for it.</summary>
    public async Task<(Dictionary<EmailId, double> Scores, double Whole, Dictionary<EmailId, long> Dates)> RankAsync(
        SearchQuery query, CancellationToken cancellation)
    {
        var (scores, dates, all) = (new Dictionary<EmailId, double>(), new Dictionary<EmailId, long>(), 0.0);
        foreach (var (total, mails) in await Task.WhenAll(Asked(query).Select(a => RankAsync(a, cancellation))))
        {
            if (total == 0)
                continue;
            var rare = Math.Log(1 + ((Math.Max(mailbox.Mails, total) - total + 0.5) / (total + 0.5)));
            all += rare;
            foreach (var (document, share) in mails)
            {
                var id = new EmailId(document.GetString(MailFieldNames.Id));
                scores[id] = scores.GetValueOrDefault(id) + (rare * share);
                dates[id] = document.GetInt64(MailFieldNames.Date) ?? 0;
            }
        }

        return (scores, all, dates);
    }

    /// <summary>What is asked for at once: one word, or several where there are many.</summary>
    private IEnumerable<AskedWord> Asked(SearchQuery query)
    {
        var terms = query.Any.Concat(query.Ranking).Concat(query.All).Distinct().ToList();
        var forms = mailbox.Forms(query);
        var words = terms.Where(static t => !t.EndsWith('*'))
            .Select(t => new AskedWord(IndexedWords.Phrase(t), IndexedWords.AnyOf(forms.Of(t).Skip(1)), null))
            .Where(static w => w.Word.Length > 0).DistinctBy(static w => w.Word).ToList();
        List<AskedWord> others =
        [
            .. terms.Where(static t => t.EndsWith('*')).Select(static t => IndexedWords.Beginning(t[..^1]))
                .Where(static b => b.Length > 0).Select(static b => new AskedWord(b, "", SearchWords.Match(SearchWords.Own, b))),
            .. (terms.Count > 0 ? query.Names : []).Select(IndexedWords.Phrase).Where(static p => p.Length > 0)
                .Select(static p => new AskedWord("", "", SearchWords.Match(MailFields.From | MailFields.Recipients, p))),
            .. query.Facts.Select(IndexedWords.Phrase).Where(static p => p.Length > 0)
                .Select(static p => new AskedWord("", "", SearchWords.Match([MailFieldNames.Facts], p))),
        ];
        return Groups(words).Concat(Groups(others)).Select(AskedWord.Any);
    }

    /// <summary>In how many mails a word stands, and the share of each in the most that the word can count.</summary>
    private async Task<(long Total, List<(SearchDocument Mail, double Share)> Mails)> RankAsync(
        AskedWord asked, CancellationToken cancellation)
    {
        // Of beginnings, names and facts it only counts whether they are there.
        var byWord = asked.Filter is null ? FindAsync(asked.Word, filter, cancellation)
            : FindAsync(null, ODataFilter.And(filter, asked.Filter), cancellation);
        var byForm = asked.Filter is null && asked.Forms.Length > 0
            ? FindAsync(null, ODataFilter.And(filter, Ranked(asked.Forms), SearchConditions.Not(Ranked(asked.Word))), cancellation)
            : None;
        var byFile = mailbox.HasAttached && asked.Word.Length > 0
            ? FindAsync(
                null,
                ODataFilter.And(
                    filter, SearchWords.Match([MailFieldNames.Attached], asked.All),
                    SearchConditions.Not(asked.Filter ?? Ranked(asked.All))),
                cancellation)
            : None;
        var (words, forms, files) = (await byWord, await byForm, await byFile);
        var best = words.Documents.Count > 0 ? words.Documents.Max(static d => d.Score ?? 0) : 0;
        var mails = words.Documents.Select(d => (d.Document, Share: Math.Round((d.Score ?? 0) / best, 4))).ToList();

        // How rare a form is in other users' mail would count where the service ranks by it. What holds another form of a word counts as
        // what holds the word the fewest times.
        var least = mails.Count > 0 ? mails.Min(static m => m.Share) : 1;
        mails.AddRange(forms.Documents.Select(d => (d.Document, least)));
        mails = mails.ConvertAll(static m => (m.Document, m.Share * Shortness(m.Document.GetInt64(MailFieldNames.Length) ?? 0)));
        mails.AddRange(files.Documents.Select(static d => (d.Document, Attached)));
        return (words.Total + forms.Total + files.Total, mails);
    }

    /// <summary>Whole words among those that mails are ranked by.</summary>
    private static string Ranked(string expression) => SearchWords.Match([MailFieldNames.Words], expression);

    private static IEnumerable<AskedWord[]> Groups(List<AskedWord> words) =>
        words.Chunk(Math.Max(1, (words.Count + MaxCalls - 1) / MaxCalls));

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
