using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>One search in one transaction: words by bm25, vectors by cosine, both scaled to their best and added.</summary>
internal sealed class IndexSearch(SqliteSession session, IndexFile file, IndexQuery query)
{
    /// <summary>What a word counts in subject, sender, recipients, body and attachment names.</summary>
    private static readonly double[] Weights = [2.0, 1.0, 0.5, 1.0, 1.0];

    /// <summary>The vectors' part of the score; the words have the rest.</summary>
    private const double VectorWeight = 0.1;

    /// <summary>A piece counts as similar when its cosine stands out from all others by this many standard deviations.</summary>
    private const double StandsOut = 3;

    /// <summary>Mails taken from either list, unless more are asked for.</summary>
    private const int Depth = 500;

    /// <summary>The values of the conditions.</summary>
    private object?[] _values = [];

    public IReadOnlyList<IndexHit> Run()
    {
        var values = new SqlValues();
        var conditions = IndexConditions.Sql(query.Query, values);
        _values = values.ToArray();
        if (!query.Query.HasWords)
            return Newest(conditions);

        var words = ByWords(conditions);
        var best = ByVectors(conditions);
        var topWords = words.Count > 0 ? words.Values.Max() : 0;
        var topVector = best.Count > 0 ? best.Values.Max(static b => b.Similarity) : 0;
        var scores = new List<(long Mail, double Score)>(words.Count + best.Count);
        foreach (var mail in words.Keys.Union(best.Keys))
        {
            var score = 0.0;
            if (words.TryGetValue(mail, out var rank))
                score += (1 - VectorWeight) * rank / topWords;
            if (topVector > 0 && best.TryGetValue(mail, out var piece))
                score += VectorWeight * piece.Similarity / topVector;
            scores.Add((mail, score));
        }

        scores.Sort(static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : b.Mail.CompareTo(a.Mail));
        return Hits(scores.Take(query.Limit), best);
    }

    private List<IndexHit> Hits(IEnumerable<(long Mail, double Score)> scores, Dictionary<long, Piece> best)
    {
        var hits = new List<IndexHit>(query.Limit);
        foreach (var (mail, score) in scores)
        {
            if (session.Prepare("SELECT id FROM mail WHERE seq = ?1").Scalar(mail) is not string id)
                continue;
            best.TryGetValue(mail, out var piece);
            hits.Add(new IndexHit(new EmailId(id), Math.Clamp(score, 0, 1), piece.Start, piece.Length));
        }

        return hits;
    }

    private List<IndexHit> Newest(string conditions) => session
        .Prepare($"SELECT m.id FROM mail m WHERE 1 {conditions} ORDER BY m.date DESC, m.id DESC LIMIT {Parameter()}")
        .Query(static r => new IndexHit(new EmailId(r.GetString(0)), 1, 0, 0), [.. _values, query.Limit]);

    private Dictionary<long, double> ByWords(string conditions)
    {
        if (WordQuery.Ranked(query.Query) is not { } match)
            return [];
        file.Lengths.Load(session);
        return WordRanking.Rank(
            session, file.Lengths, Weights, Math.Max(Depth, query.Limit), Parameter(), conditions, [.. _values, match]);
    }

    private Dictionary<long, Piece> ByVectors(string conditions)
    {
        if (query.Vector.IsEmpty)
            return [];
        var set = file.Vectors(session, query.Model);
        var similarities = set.Scan(query.Vector.Span);
        double sum = 0, squares = 0;
        foreach (var similarity in similarities)
        {
            sum += similarity;
            squares += (double)similarity * similarity;
        }

        var mean = sum / Math.Max(1, similarities.Length);
        var deviation = Math.Sqrt(Math.Max(0, (squares / Math.Max(1, similarities.Length)) - (mean * mean)));
        var floor = Math.Max(0, mean + (StandsOut * deviation));
        var allowed = conditions.Length == 0 ? null : session
            .Prepare($"SELECT m.seq FROM mail m WHERE 1 {conditions}").Query(static r => r.GetInt64(0), _values).ToHashSet();
        var best = new Dictionary<long, Piece>();
        for (var i = 0; i < similarities.Length; i++)
        {
            if (similarities[i] <= floor)
                continue;
            var similarity = similarities[i] - (float)mean;
            var chunk = set[i];
            if (allowed is not null && !allowed.Contains(chunk.Mail))
                continue;
            if (!best.TryGetValue(chunk.Mail, out var piece) || piece.Similarity < similarity)
                best[chunk.Mail] = new Piece(similarity, chunk.Start, chunk.Length);
        }

        return best.Count <= Depth
            ? best
            : best.OrderByDescending(static b => b.Value.Similarity).Take(Depth).ToDictionary();
    }

    /// <summary>The name the value behind those of the conditions has.</summary>
    private string Parameter() => $"?{_values.Length + 1}";

    private readonly record struct Piece(float Similarity, int Start, int Length);
}
