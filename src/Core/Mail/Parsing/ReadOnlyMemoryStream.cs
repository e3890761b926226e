using System.Runtime.InteropServices;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>A read-only stream over memory that is already there, without a copy.</summary>
internal sealed class ReadOnlyMemoryStream : MemoryStream
{
    public ReadOnlyMemoryStream(ReadOnlyMemory<byte> memory)
        : this(MemoryMarshal.TryGetArray(memory, out var segment) ? segment : new ArraySegment<byte>(memory.ToArray()))
    {
    }

    private ReadOnlyMemoryStream(ArraySegment<byte> segment)
        : base(segment.Array!, segment.Offset, segment.Count, writable: false, publiclyVisible: true)
    {
    }

    /// <summary>Told where the next bytes are read; may throw to end the reading.</summary>
    public Action<long>? Reading { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Reading?.Invoke(Position);
        return base.Read(buffer, offset, count);
    }
}
