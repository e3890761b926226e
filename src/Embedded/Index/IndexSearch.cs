using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>One search in one transaction: words by bm25, vectors by cosine, added by <see cref="Fusion"/>.</summary>
internal sealed class IndexSearch(SqliteSession session, IndexFile file, IndexQuery query, Ranking ranking)
{
    /// <summary>Fewer mails with the words than this are few: then words near them are looked for.</summary>
    private const int Few = 10;

    /// <summary>Words for which near ones are looked for.</summary>
    private const int MaxNear = 8;

    /// <summary>What the best mail with near words alone scores at most.</summary>
    private const double NearScore = 0.5;

    /// <summary>The values of the conditions.</summary>
    private object?[] _values = [];
    private MailNumbers? _allowed;

    private bool UsesVectors => ranking.UsesVectors && !query.Vector.IsEmpty;

    public IReadOnlyList<IndexHit> Run()
    {
        var values = new SqlValues();
        var conditions = IndexConditions.Sql(query.Query, values);
        _values = values.ToArray();
        if (!query.Query.HasWords)
            return Newest(conditions);

        var (words, whole) = ByWords(conditions);
        var near = ByNearWords(words, conditions);
        var (best, others) = query.SimilarityNeedsWords && words.Count + near.Count == 0 ? ([], 0) : ByVectors(conditions);
        var similarities = best.ToDictionary(static b => b.Key, static b => b.Value.Similarity);
        if (others > 0 && ranking.RestIsNear)
        {
            foreach (var mail in words.Keys)
                similarities.TryAdd(mail, others);
        }

        var scores = Fusion.Add(words, whole, UsesVectors ? similarities : null, query.Scale, ranking)
            .Select(static s => (Mail: s.Key, Score: s.Value)).ToList();
        AddNear(scores, near);
        scores.Sort(static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : b.Mail.CompareTo(a.Mail));
        var hits = Hits(scores.Take(query.Limit), best);
        return query.Query.Any.Count + query.Query.All.Count > 0 ? hits : WithOthers(hits, conditions);
    }

    /// <summary>Where no word has to be there, mails are found that meet the conditions without one: they come behind those with words,
    /// the newest first.</summary>
    private List<IndexHit> WithOthers(List<IndexHit> hits, string conditions)
    {
        if (hits.Count >= query.Limit)
            return hits;
        var known = hits.Select(static h => h.Id).ToHashSet();
        return [.. hits, .. Newest(conditions).Where(h => !known.Contains(h.Id)).Take(query.Limit - hits.Count)
            .Select(static h => h with { Score = 0 })];
    }

    private List<IndexHit> Hits(IEnumerable<(long Mail, double Score)> scores, Dictionary<long, FoundPiece> best)
    {
        var hits = new List<IndexHit>(query.Limit);
        foreach (var (mail, score) in scores)
        {
            if (session.Prepare("SELECT id FROM mail WHERE seq = ?1").Scalar(mail) is not string id)
                continue;
            var (start, length) = best.TryGetValue(mail, out var piece) ? Range(piece) : (0, 0);
            hits.Add(new IndexHit(new EmailId(id), Math.Clamp(score, 0, 1), start, length));
        }

        return hits;
    }

    private (int Start, int Length) Range(FoundPiece piece)
    {
        var range = (0, 0);
        session.Prepare("SELECT start, length FROM piece WHERE seq = ?1").Each(r => range = (r.GetInt32(0), r.GetInt32(1)), piece.Piece);
        return range;
    }

    private List<IndexHit> Newest(string conditions) => session
        .Prepare($"SELECT m.id FROM mail m WHERE 1 {conditions} ORDER BY m.date DESC, m.id DESC LIMIT {Parameter()}")
        .Query(static r => new IndexHit(new EmailId(r.GetString(0)), 1, 0, 0), [.. _values, query.Limit]);

    private (Dictionary<long, double> Scores, double Whole) ByWords(string conditions)
    {
        var asked = ranking.TakesMistakes ? new AskedWords(session, query.Ordinary).Fit(query.Query) : query.Query;
        if (!ranking.UsesWords || WordQuery.Ranked(asked, HeldForms.Of(session, asked)) is not { } match)
            return ([], 0);
        file.Lengths.Load(session);
        var depth = Math.Max(ranking.Depth, query.Limit);

        // Which mails meet the conditions is asked of each that has the words, unless similarity needs to know it of all.
        return match.IsAny && (conditions.Length == 0 || UsesVectors)
            ? PhraseRanking.Rank(session, file.Lengths, ranking.Words, depth, match, Allowed(conditions))
            : WordRanking.Rank(
                session, file.Lengths, ranking.Words, depth, Parameter(), conditions, [.. _values, match.Expression], match.Groups);
    }

    /// <summary>Mails with words near those that hardly any mail holds. Who says what exactly has to be there gets none.</summary>
    private Dictionary<long, double> ByNearWords(Dictionary<long, double> words, string conditions)
    {
        if (!ranking.UsesWords || query.Query.Any.Count == 0 || AskedWords.IsExact(query.Query))
            return [];
        var terms = new NearTerms(session);
        List<string> expressions = [.. query.Query.Any
            .Where(w => AskedForms.IsWord(w) && (words.Count < Few || !terms.Holds(w))).Take(MaxNear)
            .SelectMany(terms.Expressions)];
        if (expressions.Count == 0)
            return [];
        file.Lengths.Load(session);
        return WordRanking.Rank(
            session, file.Lengths, ranking.Words, Math.Max(ranking.Depth, query.Limit), Parameter(), conditions,
            [.. _values, string.Join(" OR ", expressions)]).Scores;
    }

    /// <summary>Mails with near words stand below all others.</summary>
    private static void AddNear(List<(long Mail, double Score)> scores, Dictionary<long, double> near)
    {
        var known = scores.Select(static s => s.Mail).ToHashSet();
        var below = scores.Count > 0 ? Math.Min(NearScore, scores.Min(static s => s.Score) * NearScore) : NearScore;
        var top = near.Count > 0 ? near.Values.Max() : 1;
        scores.AddRange(near.Where(n => !known.Contains(n.Key)).Select(n => (n.Key, below * n.Value / top)));
    }

    /// <summary>The nearest mails, and how near the others are taken to be: of those nothing is known but that they are no
    /// nearer.</summary>
    private (Dictionary<long, FoundPiece> Best, float Others) ByVectors(string conditions)
    {
        if (!UsesVectors)
            return ([], 0);
        var most = Math.Max(ranking.Pieces, query.Limit);
        var pieces = new VectorSearch(session, file.Codes, file.Database)
            .Nearest(query.Model, query.Vector.Span, Allowed(conditions), most);
        var best = new Dictionary<long, FoundPiece>();
        foreach (var piece in pieces)
        {
            if (piece.Similarity <= (query.Scale?.Least ?? 0) || best.Count == Math.Max(ranking.Depth, query.Limit))
                break;
            best.TryAdd(piece.Mail, piece);
        }

        return (best, pieces.Count < most ? 0 : Math.Max(0, pieces[^1].Similarity));
    }

    /// <summary>The mails that meet the conditions; null when there are none.</summary>
    private MailNumbers? Allowed(string conditions)
    {
        if (conditions.Length == 0 || _allowed is not null)
            return _allowed;
        var numbers = new MailNumbers();
        session.Prepare($"SELECT m.seq FROM mail m WHERE 1 {conditions}").Each(r => numbers.Add(r.GetInt64(0)), _values);
        return _allowed = numbers;
    }

    /// <summary>The name the value behind those of the conditions has.</summary>
    private string Parameter() => $"?{_values.Length + 1}";
}
