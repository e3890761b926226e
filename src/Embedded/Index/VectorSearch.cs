using System.Runtime.InteropServices;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Index;

/// <summary>Finds the pieces whose vectors are nearest to a question's: all codes are compared by counting bits, and the nearest pieces are
/// compared again by their vectors. (To take for the farther ones how near their codes are was no quicker to speak of, and found
/// less.)</summary>
/// <param name="session">A transaction.</param>
/// <param name="codes">What is kept of the index between searches.</param>
/// <param name="others">Where vectors are read at the same time, on another connection; null to read them here alone.</param>
internal sealed class VectorSearch(SqliteSession session, HeldCodes codes, SqliteDatabase? others = null)
{
    /// <summary>Less is not worth another processor.</summary>
    private const int BlocksOfAPart = 16, PiecesOfAPart = 500;

    /// <summary>Each is a connection, which keeps pages in memory (<see cref="IndexFile.MostMemory"/>).</summary>
    private const int MaxReaders = 2;

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
    private List<NearPiece> Candidates(long model, QuestionCode question, MailNumbers? allowed, int count)
    {
        if (codes.Of(session, model, question.Dimensions) is { } held)
            return Candidates(held, question, allowed, count);
        var nearest = new NearestCodes(question, allowed, count);
        session.Prepare("SELECT block, data FROM code WHERE block >= ?1 AND block < ?2 ORDER BY block").Each(
            row => nearest.Add(row.GetInt64(0), row.Span(1)), PieceWriter.Number(model, 0), PieceWriter.Number(model + 1, 0));
        return nearest.Pieces();
    }

    private static List<NearPiece> Candidates(
        IReadOnlyList<LaidCodes> blocks, QuestionCode question, MailNumbers? allowed, int count)
    {
        var parts = Math.Clamp(blocks.Count / BlocksOfAPart, 1, Environment.ProcessorCount);
        var nearest = new NearestCodes[parts];
        Parallel.For(0, parts, part =>
        {
            nearest[part] = new NearestCodes(question, allowed, count);
            for (var i = blocks.Count * part / parts; i < blocks.Count * (part + 1) / parts; i++)
                nearest[part].Add(blocks[i]);
        });
        return NearestCodes.Pieces(nearest);
    }

    /// <summary>Compares pieces by their vectors, half of them beside the other half where there are many.</summary>
    private List<FoundPiece> Compare(List<NearPiece> pieces, ReadOnlySpan<float> question)
    {
        var wanted = question.ToArray();
        var parts = others is null ? 1 : Math.Clamp(Math.Min(Environment.ProcessorCount, pieces.Count / PiecesOfAPart), 1, MaxReaders);
        if (parts == 1)
            return Compare(session, CollectionsMarshal.AsSpan(pieces), wanted);
        var found = new List<FoundPiece>?[parts];
        var stand = Stand(session);
        Parallel.For(0, parts, part =>
        {
            try
            {
                found[part] = part == 0
                    ? Compare(session, Part(0), wanted)
                    : others!.Read(other => Equals(Stand(other), stand) ? Compare(other, Part(part), wanted) : null);
            }
            catch (Exception e) when (e is SqliteException or IOException or DataFolderException or ObjectDisposedException)
            {
                // It is read again below, where whoever asked learns what is wrong.
            }
        });
        return [.. found.SelectMany((some, part) => some ?? Compare(session, Part(part), wanted))];

        ReadOnlySpan<NearPiece> Part(int part) =>
            CollectionsMarshal.AsSpan(pieces)[(pieces.Count * part / parts)..(pieces.Count * (part + 1) / parts)];
    }

    private static List<FoundPiece> Compare(SqliteSession session, ReadOnlySpan<NearPiece> pieces, float[] wanted)
    {
        var found = new List<FoundPiece>(pieces.Length);
        var numbers = new float[wanted.Length];
        NearPiece near = default;
        var statement = session.Prepare("SELECT data FROM piece WHERE seq = ?1");
        foreach (var piece in pieces)
        {
            near = piece;
            statement.Each(Add, piece.Piece);
        }

        return found;

        void Add(SqliteRow row)
        {
            var data = row.Span(0);
            if (StoredVector.Dimensions(data) == numbers.Length)
                found.Add(new FoundPiece(near.Piece, near.Mail, StoredVector.Dot(data, wanted, numbers)));
        }
    }

    /// <summary>Which vectors a transaction sees.</summary>
    private static object? Stand(SqliteSession session) => session.Prepare("SELECT id || ' ' || vectors FROM state").Scalar();
}

/// <summary>A piece that was found.</summary>
/// <param name="Piece">Its number.</param>
/// <param name="Mail">Its mail's number.</param>
/// <param name="Similarity">The cosine with the question's vector.</param>
internal readonly record struct FoundPiece(long Piece, long Mail, float Similarity);
