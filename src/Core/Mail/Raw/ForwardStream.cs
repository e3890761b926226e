namespace InboxMind.Core.Mail.Raw;

/// <summary>A stream of known length that is read once, from its beginning to its end; seeking forward reads over what lies
/// between.</summary>
internal sealed class ForwardStream(Stream inner, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _position; set => Seek(value, SeekOrigin.Begin); }

    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, length - _position)];
        try
        {
            return wanted.IsEmpty ? 0 : Advance(inner.Read(wanted));
        }
        catch (InvalidOperationException e)
        {
            throw Damaged(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, length - _position)];
        try
        {
            return wanted.IsEmpty ? 0 : Advance(await inner.ReadAsync(wanted, cancellationToken));
        }
        catch (InvalidOperationException e)
        {
            throw Damaged(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        if (target < _position || target > length)
            throw new NotSupportedException("A stored mail is read forward only.");
        Span<byte> skipped = stackalloc byte[4096];
        while (_position < target)
            _ = Read(skipped[..(int)Math.Min(skipped.Length, target - _position)]);
        return _position;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Advance(int read)
    {
        if (read == 0)
            throw Damaged(null);
        _position += read;
        return read;
    }

    private static InvalidDataException Damaged(Exception? inner) => new("A stored mail is damaged.", inner);
}
