using System.Buffers;
using System.Numerics.Tensors;
using InboxMind.Embedded.Storage;
using SQLitePCL;

namespace InboxMind.Embedded.Index;

/// <summary>Finds the pieces whose vectors are nearest to a question's: all codes are compared bit by bit, and the nearest are compared
/// again by their vectors. Codes are read block by block, nothing is kept.</summary>
internal sealed class VectorSearch(SqliteSession session)
{
    /// <summary>Pieces compared again for one that is wanted, at least.</summary>
    private const int Rescored = 4;

    private const int LeastRescored = 400;

    /// <summary>The nearest pieces, the nearest first.</summary>
    /// <param name="modelKey">The vectors' model.</param>
    /// <param name="question">The question's vector, unit length.</param>
    /// <param name="allowed">Numbers of the mails that may be found; null for all.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<FoundPiece> Nearest(string modelKey, ReadOnlySpan<float> question, MailNumbers? allowed, int count)
    {
        if (session.Prepare("SELECT id FROM model WHERE key = ?1").Scalar(modelKey) is not long model)
            return [];
        var candidates = Candidates(model, CodeBlock.Encode(question), allowed, Math.Max(LeastRescored, count * Rescored));
        var found = Rescore(candidates, question);
        found.RemoveAll(static f => f.Similarity <= 0);
        found.Sort(static (a, b) => b.Similarity != a.Similarity ? b.Similarity.CompareTo(a.Similarity) : b.Piece.CompareTo(a.Piece));
        return found.Count <= count ? found : found[..count];
    }

    /// <summary>The pieces whose codes are nearest, in order of their number.</summary>
    private List<long> Candidates(long model, ulong[] code, MailNumbers? allowed, int count)
    {
        var near = new List<(ushort Distance, long Piece)>();
        var byDistance = new int[(code.Length * 64) + 1];
        int kept = 0, limit = byDistance.Length - 1;
        session.Prepare("SELECT block, data FROM code WHERE block >= ?1 AND block < ?2 ORDER BY block").Each(
            reader =>
            {
                var first = PieceWriter.Number(model, (reader.GetInt64(0) & uint.MaxValue) * CodeBlock.Places);
                var length = raw.sqlite3_column_bytes(reader.Handle, 1);
                var data = ArrayPool<byte>.Shared.Rent(length);
                raw.sqlite3_column_blob(reader.Handle, 1).CopyTo(data);
                var block = new CodeBlock(data.AsSpan(0, length));
                if (block.Codes.Length == CodeBlock.Places * code.Length)
                {
                    for (var place = 0; place < CodeBlock.Places; place++)
                    {
                        var mail = block.MailNumbers[place];
                        if (mail == 0 || (allowed is not null && !allowed.Contains(mail)))
                            continue;
                        var distance = CodeBlock.Distance(code, block.Codes.Slice(place * code.Length, code.Length));
                        if (distance > limit)
                            continue;
                        near.Add(((ushort)distance, first + place));
                        byDistance[distance]++;
                        kept++;
                        while (limit > 0 && kept - byDistance[limit] >= count)
                            kept -= byDistance[limit--];
                    }
                }

                ArrayPool<byte>.Shared.Return(data);
            },
            PieceWriter.Number(model, 0), PieceWriter.Number(model + 1, 0));
        return [.. near.Where(n => n.Distance <= limit).Select(static n => n.Piece)];
    }

    private List<FoundPiece> Rescore(List<long> pieces, ReadOnlySpan<float> question)
    {
        var found = new List<FoundPiece>(pieces.Count);
        var (vector, wanted) = (new float[question.Length], question.ToArray());
        var statement = session.Prepare("SELECT mail, start, length, data FROM piece WHERE seq = ?1");
        foreach (var piece in pieces)
        {
            statement.Each(
                reader =>
                {
                    var data = raw.sqlite3_column_blob(reader.Handle, 3);
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
