using System.Buffers;
using System.Numerics.Tensors;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Finds the pieces whose vectors are nearest to a question's: all codes are compared by counting bits, and the nearest pieces are
/// compared again by their vectors. Codes are read block by block, nothing is kept.</summary>
internal sealed class VectorSearch(SqliteSession session)
{
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
        // By counting how many there are of each nearness, the least that is still wanted is known at any time.
        var near = new List<(int Nearness, long Piece)>();
        var most = question.MaxNearness;
        var counts = new int[(2 * most) + 1];
        int kept = 0, least = 0;
        session.Prepare("SELECT block, data FROM code WHERE block >= ?1 AND block < ?2 ORDER BY block").Each(
            reader =>
            {
                var first = PieceWriter.Number(model, (reader.GetInt64(0) & uint.MaxValue) * CodeBlock.Places);
                var read = reader.Span(1);
                var data = ArrayPool<byte>.Shared.Rent(read.Length);
                read.CopyTo(data);
                var block = new CodeBlock(data.AsSpan(0, read.Length));
                var mails = block.MailNumbers;
                var codes = block.Codes;
                for (var place = 0; place < CodeBlock.Places && codes.Length == CodeBlock.Places * question.CodeLength; place++)
                {
                    if (mails[place] == 0 || (allowed is not null && !allowed.Contains(mails[place])))
                        continue;
                    var nearness = most + question.Nearness(codes.Slice(place * question.CodeLength, question.CodeLength));
                    if (nearness < least)
                        continue;
                    near.Add((nearness, first + place));
                    counts[nearness]++;
                    kept++;
                    while (kept - counts[least] >= count)
                        kept -= counts[least++];
                }

                ArrayPool<byte>.Shared.Return(data);
            },
            PieceWriter.Number(model, 0), PieceWriter.Number(model + 1, 0));
        return [.. near.Where(n => n.Nearness >= least).Select(static n => n.Piece)];
    }

    private List<FoundPiece> Compare(List<long> pieces, ReadOnlySpan<float> question)
    {
        var found = new List<FoundPiece>(pieces.Count);
        var (vector, wanted) = (new float[question.Length], question.ToArray());
        var statement = session.Prepare("SELECT mail, start, length, data FROM piece WHERE seq = ?1");
        foreach (var piece in pieces)
        {
            statement.Each(
                reader =>
                {
                    var data = reader.Span(3);
                    if (StoredVector.Dimensions(data) != vector.Length)
                        return;
                    StoredVector.Decode(data, vector);
                    found.Add(new FoundPiece(
                        piece, reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), TensorPrimitives.Dot<float>(vector, wanted)));
                },
                piece);
        }

        return found;
    }
}

/// <summary>A piece that was found.</summary>
/// <param name="Piece">Its number.</param>
/// <param name="Mail">Its mail's number.</param>
/// <param name="Start">First character in the mail's text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Similarity">The cosine with the question's vector.</param>
internal readonly record struct FoundPiece(long Piece, long Mail, int Start, int Length, float Similarity);
