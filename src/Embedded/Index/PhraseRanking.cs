using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Ranks as <see cref="WordRanking"/> does what holds any of some phrases. FTS5 is asked for one phrase after the other, each of
/// which it reads once, instead of walking all of them side by side after it counted each; their parts of a mail's score are added up in
/// memory, eight bytes for each mail and as many for where a phrase stands, which are given back.</summary>
internal sealed unsafe class PhraseRanking : Fts5Ranking
{
    private const float NotThere = -1;

    private readonly MailLengths _lengths;
    private readonly Bm25 _formula;
    private readonly MailNumbers? _allowed;
    private readonly IReadOnlyList<int> _groups;
    private readonly BestMails _best;
    private double _whole;

    private PhraseRanking(MailLengths lengths, Bm25 formula, int depth, MailNumbers? allowed, IReadOnlyList<int> groups)
    {
        (_lengths, _formula, _allowed, _groups) = (lengths, formula, allowed, groups);
        _best = new BestMails(depth);
    }

    /// <summary>The best mails that hold any of the phrases, by score.</summary>
    /// <param name="session">A session whose connection knows the function.</param>
    /// <param name="lengths">The mails' lengths as of this transaction.</param>
    /// <param name="formula">What counts how much.</param>
    /// <param name="depth">How many mails at most.</param>
    /// <param name="words">Phrases, any of which is enough.</param>
    /// <param name="allowed">Numbers of the mails that may be found; null for all.</param>
    /// <returns>The scores; and that of a mail of usual length that holds each word once, 0 when none matches.</returns>
    public static (Dictionary<long, double> Scores, double Whole) Rank(
        SqliteSession session, MailLengths lengths, Bm25 formula, int depth, RankedWords words, MailNumbers? allowed)
    {
        var ranking = new PhraseRanking(lengths, formula, depth, allowed, words.Groups);

        // At its first row the function asks for all others.
        ranking.Run(session, "SELECT inboxmind_rank(mail_words) FROM mail_words WHERE mail_words MATCH ?1 LIMIT 1", [words.Expression]);
        return (ranking._best.Scores, ranking._whole);
    }

    protected override int Add(ExtensionApi* api, nint context)
    {
        var status = ReadTotals(api, context, out var mails, out var averageLength);
        if (status != Ok)
            return status;
        var words = WordOfEach(api->PhraseCount(context), _groups);
        var lengths = _lengths.All;
        var places = ArrayPool<Place>.Shared.Rent(lengths.Length);
        var scores = ArrayPool<double>.Shared.Rent(lengths.Length);
        try
        {
            scores.AsSpan(0, lengths.Length).Clear();
            for (var phrase = 0; phrase < words.Length;)
            {
                var next = phrase + 1;
                while (next < words.Length && words[next] == words[phrase])
                    next++;
                status = next == phrase + 1
                    ? Find(api, context, phrase, places, out var count, out var found)
                    : FindAny(api, context, phrase, next, places, out count, out found);
                if (status != Ok)
                    return status;
                var idf = Idf(mails, found);
                _whole += idf;
                Score(places.AsSpan(0, count), idf, lengths, averageLength, scores);
                phrase = next;
            }

            Keep(scores.AsSpan(0, lengths.Length));
            return Ok;
        }
        finally
        {
            ArrayPool<Place>.Shared.Return(places);
            ArrayPool<double>.Shared.Return(scores);
        }
    }

    private void Score(ReadOnlySpan<Place> places, double idf, ReadOnlySpan<int> lengths, double averageLength, Span<double> scores)
    {
        var (_, k1, b, share) = _formula;
        foreach (var (mail, frequency) in places)
        {
            var norm = k1 * (1 - b + (b * lengths[mail] / averageLength));
            scores[mail] += frequency > 0 ? idf * (frequency * (k1 + 1)) / (frequency + norm) : idf * (k1 + 1) * share;
        }
    }

    private void Keep(ReadOnlySpan<double> scores)
    {
        for (var mail = 0; mail < scores.Length; mail++)
        {
            if (scores[mail] > 0 && _allowed?.Contains(mail) != false)
                _best.Add(mail, scores[mail]);
        }
    }

    /// <summary>Where a phrase stands.</summary>
    private int Find(ExtensionApi* api, nint context, int phrase, Span<Place> places, out int count, out long found)
    {
        fixed (Place* room = places)
        fixed (double* weights = _formula.Weights)
        {
            var search = new PhraseSearch(room, places.Length, weights, _formula.Weights.Length);
            var status = api->QueryPhrase(context, phrase, &search, &Found);
            (count, found) = (search.Count, search.Found);
            return status;
        }
    }

    /// <summary>Where any of some forms of one word stands, which counts once.</summary>
    private int FindAny(ExtensionApi* api, nint context, int first, int end, Span<Place> places, out int count, out long found)
    {
        (count, found) = (0, 0);
        var frequencies = ArrayPool<float>.Shared.Rent(_lengths.All.Length);
        try
        {
            Array.Fill(frequencies, NotThere);
            for (var phrase = first; phrase < end; phrase++)
            {
                if (Find(api, context, phrase, places, out var some, out var mails) is var status and not Ok)
                    return status;
                found += mails;
                foreach (var (mail, frequency) in places[..some])
                    frequencies[mail] = Math.Max(0, frequencies[mail]) + frequency;
            }

            for (var mail = 0; mail < frequencies.Length; mail++)
            {
                if (frequencies[mail] >= 0)
                    places[count++] = new Place(mail, frequencies[mail]);
            }

            return Ok;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(frequencies);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Found(ExtensionApi* api, nint context, void* data)
    {
        var search = (PhraseSearch*)data;
        search->Found++;
        var mail = api->RowId(context);
        PhraseIterator places;
        int column, offset;
        var status = api->PhraseFirst(context, 0, &places, &column, &offset);
        if (status != Ok || column < 0)
            return status;

        // The lengths are as of this transaction: there is none for a mail that it does not have.
        if (search->Count == search->Room || (ulong)mail >= (ulong)search->Room)
            return Failed;
        double frequency = 0;
        while (column >= 0 && column < search->Columns)
        {
            frequency += search->Weights[column];
            api->PhraseNext(context, &places, &column, &offset);
        }

        search->Places[search->Count++] = new Place((int)mail, (float)frequency);
        return Ok;
    }

    /// <summary>A mail that holds a phrase.</summary>
    /// <param name="Mail">Its number.</param>
    /// <param name="Frequency">How often, by the weights of the columns; 0 when it stands in those alone that have none.</param>
    private readonly record struct Place(int Mail, float Frequency);

    private struct PhraseSearch(Place* places, int room, double* weights, int columns)
    {
        public readonly Place* Places = places;
        public readonly int Room = room;
        public readonly double* Weights = weights;
        public readonly int Columns = columns;
        public int Count;
        public long Found;
    }
}
