using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Ranks what an FTS5 query matches by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), as
/// FTS5's own <c>bm25</c> does with column weights, but with other numbers (<see cref="Bm25"/>). It differs in what it costs: the mails'
/// lengths come from memory instead of a look-up for every match, and only the best are kept. Mail after mail, whatever the query says;
/// where any of its words is enough <see cref="PhraseRanking"/> is quicker.</summary>
internal sealed unsafe class WordRanking : Fts5Ranking
{
    private readonly MailLengths _lengths;
    private readonly Bm25 _formula;
    private readonly BestMails _best;
    private readonly IReadOnlyList<int> _groups;
    private double[]? _idf;

    /// <summary>Which word each phrase is a form of, in order.</summary>
    private int[] _word = [];
    private double _averageLength;

    private WordRanking(MailLengths lengths, Bm25 formula, int depth, IReadOnlyList<int> groups)
    {
        _groups = groups;
        _lengths = lengths;
        _formula = formula;
        _best = new BestMails(depth);
    }

    /// <summary>The best mails that match, by score.</summary>
    /// <param name="session">A session whose connection knows the function.</param>
    /// <param name="lengths">The mails' lengths as of this transaction.</param>
    /// <param name="formula">What counts how much.</param>
    /// <param name="depth">How many mails at most.</param>
    /// <param name="match">A parameter that holds the FTS5 query.</param>
    /// <param name="conditions">Conditions on a mail <c>m</c>, as SQL that begins with AND, or nothing.</param>
    /// <param name="values">The values of all parameters.</param>
    /// <param name="groups">How many phrases, one after the other, are forms of one word each, which counts once; null when none
    /// are.</param>
    /// <returns>The scores; and that of a mail of usual length that holds each word once, 0 when none matches.</returns>
    public static (Dictionary<long, double> Scores, double Whole) Rank(
        SqliteSession session, MailLengths lengths, Bm25 formula, int depth, string match, string conditions, object?[] values,
        IReadOnlyList<int>? groups = null)
    {
        var ranking = new WordRanking(lengths, formula, depth, groups ?? []);
        var join = conditions.Length == 0 ? "" : "JOIN mail m ON m.seq = mail_words.rowid ";
        ranking.Run(session, $"SELECT inboxmind_rank(mail_words) FROM mail_words {join}WHERE mail_words MATCH {match}{conditions}", values);
        return (ranking._best.Scores, ranking._idf?.Sum() ?? 0);
    }

    protected override int Add(ExtensionApi* api, nint context)
    {
        if (_idf is null && Begin(api, context) is var status and not Ok)
            return status;
        var mail = api->RowId(context);
        var (weights, k1, b, share) = _formula;
        var norm = k1 * (1 - b + (b * _lengths[mail] / _averageLength));
        double score = 0, frequency = 0;
        var isFound = false;
        for (var phrase = 0; phrase < _word.Length; phrase++)
        {
            PhraseIterator places;
            int column, offset;
            status = api->PhraseFirst(context, phrase, &places, &column, &offset);
            if (status != Ok)
                return status;
            isFound |= column >= 0;
            while (column >= 0 && column < weights.Length)
            {
                frequency += weights[column];
                api->PhraseNext(context, &places, &column, &offset);
            }

            var word = _word[phrase];
            if (phrase + 1 < _word.Length && _word[phrase + 1] == word)
                continue;
            if (frequency > 0)
                score += _idf![word] * (frequency * (k1 + 1)) / (frequency + norm);
            else if (isFound)
                score += _idf![word] * (k1 + 1) * share;
            (frequency, isFound) = (0, false);
        }

        _best.Add(mail, score);
        return Ok;
    }

    /// <summary>Counts, once for a query, in how many mails each phrase is.</summary>
    private int Begin(ExtensionApi* api, nint context)
    {
        var status = ReadTotals(api, context, out var mails, out _averageLength);
        if (status != Ok)
            return status;
        var count = api->PhraseCount(context);
        _word = WordOfEach(count, _groups);
        var with = new long[_word.Length == 0 ? 0 : _word[^1] + 1];
        for (var phrase = 0; phrase < count; phrase++)
        {
            long found = 0;
            status = api->QueryPhrase(context, phrase, &found, &Count);
            if (status != Ok)
                return status;
            with[_word[phrase]] += found;
        }

        _idf = Array.ConvertAll(with, found => Idf(mails, found));
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count(ExtensionApi* api, nint context, void* found)
    {
        ++*(long*)found;
        return Ok;
    }
}
