using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>The codes of an index's pieces, laid out and kept in memory from the second search on that finds the same: who searches
/// once, or while vectors are being made, reads them from the file and keeps nothing.</summary>
/// <param name="memory">What all indexes of the process share.</param>
internal sealed class HeldCodes(CodeMemory memory)
{
    private readonly Lock _lock = new();
    private Stand? _seen;
    private volatile Held? _held;

    public HeldCodes()
        : this(CodeMemory.OfTheProcess)
    {
    }

    /// <summary>Bytes that are kept.</summary>
    public long Bytes => _held?.Bytes ?? 0;

    /// <summary>The blocks of a model's codes, in order; null when they are not kept.</summary>
    /// <param name="session">A transaction.</param>
    /// <param name="model">The model's number.</param>
    /// <param name="dimensions">Those of its vectors.</param>
    public IReadOnlyList<LaidCodes>? Of(SqliteSession session, long model, int dimensions)
    {
        var now = session.Prepare("SELECT id, vectors FROM state").First(r => new Stand(model, r.GetString(0), r.GetInt64(1)));
        if (now is null)
            return null;
        if (_held is { } held && held.Stand == now)
        {
            memory.Used(this);
            return held.Blocks;
        }

        lock (_lock)
        {
            if (_held is { } other && other.Stand == now)
                return other.Blocks;
            if (_seen != now)
            {
                _seen = now;
                Forget();
                return null;
            }

            return Hold(session, now, dimensions);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Forget()
    {
        _held = null;
        memory.Gone(this);
    }

    private IReadOnlyList<LaidCodes>? Hold(SqliteSession session, Stand now, int dimensions)
    {
        var pieces = (long)session.Prepare("SELECT pieces FROM model WHERE id = ?1").Scalar(now.Model)!;
        if (((pieces / CodeBlock.Places) + 1) * CodeBlock.Length(dimensions) > memory.Most)
            return null;
        var held = new Held(now, session.Prepare("SELECT block, data FROM code WHERE block >= ?1 AND block < ?2 ORDER BY block").Query(
            static r => new LaidCodes(r.GetInt64(0), r.Span(1)), PieceWriter.Number(now.Model, 0), PieceWriter.Number(now.Model + 1, 0)));

        // Kept before it is counted: whoever needs the room from then on takes it away again.
        _held = held;
        if (!memory.Take(this, held.Bytes))
            _held = null;
        return held.Blocks;
    }

    /// <summary>What the codes are those of.</summary>
    /// <param name="Model">The model's number.</param>
    /// <param name="Index">The index's id: made anew, it counts anew.</param>
    /// <param name="Version">How often its vectors have changed.</param>
    private sealed record Stand(long Model, string Index, long Version);

    private sealed record Held(Stand Stand, IReadOnlyList<LaidCodes> Blocks)
    {
        public long Bytes { get; } = Blocks.Sum(static b => (long)b.Bytes);
    }
}
