using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using InboxMind.Embedded.Storage;
using SQLitePCL;

namespace InboxMind.Embedded.Index;

/// <summary>All vectors of one user and model in memory, for an exact scan. A set never changes; a later one may share its
/// arrays and only adds behind what this one sees.</summary>
internal sealed class VectorSet
{
    private readonly string _model;
    private readonly int _dimensions;
    private readonly long _removals;
    private readonly long _revision;
    private readonly long _lastMail;
    private readonly float[] _data;
    private readonly Dictionary<long, int> _rows;
    private readonly List<Chunk> _chunks;
    private readonly int _vectorCount;
    private readonly int _chunkCount;

    private VectorSet(
        string model, int dimensions, long removals, long revision, long lastMail, float[] data, Dictionary<long, int> rows,
        List<Chunk> chunks)
    {
        _model = model;
        _dimensions = dimensions;
        _removals = removals;
        _revision = revision;
        _lastMail = lastMail;
        _data = data;
        _rows = rows;
        _chunks = chunks;
        _vectorCount = rows.Count;
        _chunkCount = chunks.Count;
    }

    public int Count => _chunkCount;

    /// <summary>A piece of a mail and the row of its vector.</summary>
    public readonly record struct Chunk(long Mail, int Row, int Start, int Length);

    /// <summary>The set as the file holds it in this transaction.</summary>
    public static VectorSet Load(SqliteSession session, string model, VectorSet? previous)
    {
        var revision = session.Scalar("SELECT revision FROM state");
        var removals = session.Scalar("SELECT removals FROM state");
        if (previous is not null && previous._model == model && previous._removals == removals)
        {
            if (previous._revision == revision)
                return previous;
            if (previous._revision > revision)
                previous = null; // A reader with an older view than the set: load that view on its own.
        }
        else
        {
            previous = null;
        }

        return Read(session, model, removals, revision, previous);
    }

    /// <summary>The cosine of every piece with a unit vector.</summary>
    public float[] Scan(ReadOnlySpan<float> query)
    {
        var byRow = new float[_vectorCount];
        if (query.Length == _dimensions)
        {
            for (var row = 0; row < byRow.Length; row++)
                byRow[row] = TensorPrimitives.Dot(query, _data.AsSpan(row * _dimensions, _dimensions));
        }

        var byChunk = new float[_chunkCount];
        for (var i = 0; i < byChunk.Length; i++)
            byChunk[i] = byRow[_chunks[i].Row];
        return byChunk;
    }

    public Chunk this[int index] => _chunks[index];

    private static VectorSet Read(SqliteSession session, string model, long removals, long revision, VectorSet? previous)
    {
        var lastMail = previous?._lastMail ?? 0;
        var dimensions = previous?._dimensions ?? 0;
        var data = previous?._data ?? [];
        var rows = previous?._rows ?? [];
        var chunks = previous?._chunks ?? [];
        session.Prepare(
            // CROSS: pieces first, which lie in this order; the other way round everything is sorted.
            "SELECT c.mail, c.start, c.length, v.seq, v.data FROM chunk c CROSS JOIN vector v ON v.seq = c.vector "
            + "WHERE c.mail > ?1 AND v.model = ?2 ORDER BY c.mail, c.ordinal")
            .Each(
                reader =>
                {
                    var seq = reader.GetInt64(3);
                    if (!rows.TryGetValue(seq, out var row))
                    {
                        var blob = MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(reader.Handle, 4));
                        dimensions = blob.Length;
                        row = rows.Count;
                        if ((row + 1) * dimensions > data.Length)
                            Array.Resize(
                                ref data, Math.Max((row + 1) * dimensions, Math.Min(data.Length * 2, data.Length + (16 * 1024 * 1024))));
                        blob.CopyTo(data.AsSpan(row * dimensions));
                        rows.Add(seq, row);
                    }

                    lastMail = reader.GetInt64(0);
                    chunks.Add(new Chunk(lastMail, row, reader.GetInt32(1), reader.GetInt32(2)));
                },
                lastMail, model);
        return new VectorSet(model, dimensions, removals, revision, lastMail, data, rows, chunks);
    }
}
