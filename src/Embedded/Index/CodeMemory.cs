namespace InboxMind.Embedded.Index;

/// <summary>Bounds what all open indexes together keep of their codes: those that were searched last keep theirs.</summary>
/// <param name="most">Bytes in all.</param>
internal sealed class CodeMemory(long most)
{
    private readonly Dictionary<HeldCodes, LinkedListNode<(HeldCodes Codes, long Bytes)>> _known = [];

    /// <summary>Those used last first.</summary>
    private readonly LinkedList<(HeldCodes Codes, long Bytes)> _byUse = new();
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>128 MB: the codes of about 350,000 mails.</summary>
    public static CodeMemory OfTheProcess { get; } = new(128 * 1024 * 1024);

    /// <summary>Bytes that are kept at most.</summary>
    public long Most => most;

    /// <summary>Makes room, at the cost of those that were not used for longest.</summary>
    /// <returns>Whether there is so much at all.</returns>
    public bool Take(HeldCodes codes, long bytes)
    {
        if (bytes > most)
            return false;
        List<HeldCodes> others = [];
        lock (_lock)
        {
            Remove(codes);
            for (_bytes += bytes; _bytes > most;)
            {
                others.Add(_byUse.Last!.Value.Codes);
                Remove(others[^1]);
            }

            _known.Add(codes, _byUse.AddFirst((codes, bytes)));
        }

        foreach (var other in others)
            other.Forget();
        return true;
    }

    public void Used(HeldCodes codes)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(codes, out var node))
                return;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
    }

    public void Gone(HeldCodes codes)
    {
        lock (_lock)
            Remove(codes);
    }

    private void Remove(HeldCodes codes)
    {
        if (!_known.Remove(codes, out var node))
            return;
        _byUse.Remove(node);
        _bytes -= node.Value.Bytes;
    }
}
