using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Finds the pieces whose vectors are nearest to a question's: all codes are compared by counting bits, and the nearest pieces are
/// compared again by their vectors. (To take for the farther ones how near their codes are was no quicker to speak of, and found
/// less.)</summary>
/// <param name="session">A transaction.</param>
/// <param name="codes">What is kept of the index between searches.</param>
internal sealed class VectorSearch(SqliteSession session, HeldCodes codes)
{
    /// <summary>Less is not worth another processor.</summary>
    private const int BlocksOfAPart = 64;

    /// <summary>The nearest pieces, the nearest first.</summary>
    /// <param name="modelKey">The vectors' model.</param>
    /// <param name="question">The question's vector, unit length.</param>
    /// <param name="allowed">Numbers of the mails that may be found; null for all.</param>
    /// <param name="count">So many are compared again, and given.</param>
    public IReadOnlyList<FoundPiece> Nearest(string modelKey, ReadOnlySpan<float> question, MailNumbers? allowed, int count)
    {
        if (session.Prepare("SELECT id FROM model WHERE key = ?1").Scalar(modelKey) is not long model)
            return [];
        var found = Compare(Candidates(model, new QuestionCode(question), allowed, count), question);
        found.Sort(static (a, b) => b.Similarity != a.Similarity ? b.Similarity.CompareTo(a.Similarity) : b.Piece.CompareTo(a.Piece));
        return found;
    }

    /// <summary>The pieces whose codes are nearest; a few more than asked for when several are equally near.</summary>
    private List<long> Candidates(long model, QuestionCode question, MailNumbers? allowed, int count)
    {
        if (codes.Of(session, model, question.Dimensions) is { } held)
            return Candidates(held, question, allowed, count);
        var nearest = new NearestCodes(question, allowed, count);
        session.Prepare("SELECT block, data FROM code WHERE block >= ?1 AND block < ?2 ORDER BY block").Each(
            row => nearest.Add(row.GetInt64(0), row.Span(1)), PieceWriter.Number(model, 0), PieceWriter.Number(model + 1, 0));
        return nearest.Pieces();
    }

    private static List<long> Candidates(
        IReadOnlyList<(long Block, byte[] Data)> blocks, QuestionCode question, MailNumbers? allowed, int count)
    {
        var parts = Math.Clamp(blocks.Count / BlocksOfAPart, 1, Environment.ProcessorCount);
        var nearest = new NearestCodes[parts];
        Parallel.For(0, parts, part =>
        {
            nearest[part] = new NearestCodes(question, allowed, count);
            for (var i = blocks.Count * part / parts; i < blocks.Count * (part + 1) / parts; i++)
                nearest[part].Add(blocks[i].Block, blocks[i].Data);
        });
        return NearestCodes.Pieces(nearest);
    }

    private List<FoundPiece> Compare(List<long> pieces, ReadOnlySpan<float> question)
    {
        var found = new List<FoundPiece>(pieces.Count);
        var (numbers, wanted) = (new float[question.Length], question.ToArray());
        var statement = session.Prepare("SELECT seq, mail, start, length, data FROM piece WHERE seq = ?1");
        foreach (var piece in pieces)
            statement.Each(Add, piece);
        return found;

        void Add(SqliteRow row)
        {
            var data = row.Span(4);
            if (StoredVector.Dimensions(data) == numbers.Length)
                found.Add(new FoundPiece(
                    row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), StoredVector.Dot(data, wanted, numbers)));
        }
    }
}

/// <summary>A piece that was found.</summary>
/// <param name="Piece">Its number.</param>
/// <param name="Mail">Its mail's number.</param>
/// <param name="Start">First character in the mail's text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Similarity">The cosine with the question's vector.</param>
internal readonly record struct FoundPiece(long Piece, long Mail, int Start, int Length, float Similarity);
