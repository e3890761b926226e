using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Writes and removes the pieces of mails, and keeps their codes in step, within a transaction.</summary>
internal sealed class PieceWriter(SqliteSession session)
{
    private readonly Dictionary<long, byte[]> _blocks = [];
    private bool _changed;

    /// <summary>A piece's number: the lower half is its place among those of its model.</summary>
    public static long Number(long model, long place) => (model << 32) | place;

    /// <summary>The block that holds a piece's code.</summary>
    public static long Block(long piece) => (piece >> 32 << 32) | ((piece & uint.MaxValue) / CodeBlock.Places);

    /// <summary>Puts these pieces in the place of those that a mail has of a model.</summary>
    public void Write(string modelKey, long mail, IReadOnlyList<IndexedChunk> pieces)
    {
        var model = Model(modelKey);
        var known = session
            .Prepare("SELECT seq, start, length, hash FROM piece WHERE mail = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY ordinal")
            .Query(
                static r => (Seq: r.GetInt64(0), Place: (r.GetInt32(1), r.GetInt32(2), r.GetInt64(3))), mail, Number(model, 0),
                Number(model + 1, 0));
        if (!known.Select(static k => k.Place).SequenceEqual(pieces.Select(static p => (p.Start, p.Length, Hash(p.Hash)))))
        {
            _changed = true;
            Erase(known.ConvertAll(static k => k.Seq));
            Insert(model, mail, pieces);
        }

        session.Prepare("UPDATE mail SET embedded = ?2 WHERE seq = ?1 AND embedded <> ?2").Run(mail, model);
    }

    /// <summary>Gives all that a mail has, of every model, to another. That one still waits for vectors of its own.</summary>
    public void Move(long from, long to)
    {
        foreach (var (seq, data) in session.Prepare("UPDATE piece SET mail = ?2 WHERE mail = ?1 RETURNING seq, data")
            .Query(static r => (r.GetInt64(0), r.GetBytes(1)), from, to))
        {
            if (Data(Block(seq)) is not { } block)
                continue;
            new CodeBlock(block).Set((int)(seq % CodeBlock.Places), checked((uint)to), CodeBlock.Encode(StoredVector.Decode(data)));
            _blocks[Block(seq)] = block;
            _changed = true;
        }
    }

    /// <summary>Removes all that a mail has, of every model.</summary>
    public void Remove(long mail)
    {
        var pieces = session.Prepare("SELECT seq FROM piece WHERE mail = ?1").Query(static r => r.GetInt64(0), mail);
        _changed |= pieces.Count > 0;
        Erase(pieces);
    }

    /// <summary>Removes pieces of all models but one; and the models, once they have none.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool RemoveOthers(string modelKey, int limit)
    {
        var model = Model(modelKey);
        var pieces = session.Prepare("SELECT seq FROM piece WHERE seq < ?1 OR seq >= ?2 LIMIT ?3")
            .Query(static r => r.GetInt64(0), Number(model, 0), Number(model + 1, 0), limit);
        _changed |= pieces.Count > 0;
        Erase(pieces);
        if (pieces.Count == limit)
            return true;
        _blocks.Clear();
        session.Prepare("DELETE FROM code WHERE block < ?1 OR block >= ?2").Run(Number(model, 0), Number(model + 1, 0));
        session.Prepare("DELETE FROM model WHERE id <> ?1").Run(model);
        return false;
    }

    /// <summary>Writes the codes that changed.</summary>
    public void Finish()
    {
        foreach (var (block, data) in _blocks)
            session.Prepare("INSERT INTO code(block, data) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET data = excluded.data").Run(block, data);
        if (_changed)
            session.Execute("UPDATE state SET vectors = vectors + 1");
        _blocks.Clear();
    }

    /// <summary>A hash as the file holds it: 64 bits of it are enough to tell one user's texts apart.</summary>
    public static long Hash(ContentHash hash) => unchecked((long)(ulong)(hash.Value >> 64));

    private void Insert(long model, long mail, IReadOnlyList<IndexedChunk> pieces)
    {
        var end = (long)session.Prepare("UPDATE model SET pieces = pieces + ?2 WHERE id = ?1 RETURNING pieces")
            .Scalar(model, pieces.Count)!;
        for (var i = 0; i < pieces.Count; i++)
        {
            var (piece, seq) = (pieces[i], Number(model, end - pieces.Count + i));
            session.Prepare("INSERT INTO piece(seq, mail, ordinal, start, length, hash, data) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .Run(seq, mail, i, piece.Start, piece.Length, Hash(piece.Hash), StoredVector.Encode(piece.Vector.Span));
            var data = Data(Block(seq)) ?? new byte[CodeBlock.Length(piece.Vector.Length)];
            new CodeBlock(data).Set((int)(seq % CodeBlock.Places), checked((uint)mail), CodeBlock.Encode(piece.Vector.Span));
            _blocks[Block(seq)] = data;
        }
    }

    private void Erase(List<long> pieces)
    {
        foreach (var seq in pieces)
        {
            session.Prepare("DELETE FROM piece WHERE seq = ?1").Run(seq);
            if (Data(Block(seq)) is { } data)
            {
                new CodeBlock(data).Erase((int)(seq % CodeBlock.Places));
                _blocks[Block(seq)] = data;
            }
        }
    }

    private byte[]? Data(long block) => _blocks.TryGetValue(block, out var data)
        ? data
        : session.Prepare("SELECT data FROM code WHERE block = ?1").Scalar(block) as byte[];

    private long Model(string key) => session.Prepare("SELECT id FROM model WHERE key = ?1").Scalar(key) as long?
        ?? (long)session.Prepare("INSERT INTO model(key) VALUES(?1) RETURNING id").Scalar(key)!;
}
