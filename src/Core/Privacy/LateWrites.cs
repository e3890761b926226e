namespace InboxMind.Core.Privacy;

/// <summary>Makes asynchronous writes of all writes to a stream. A zip entry that is closed writes its last bytes synchronously, which a
/// server's response does not take: they wait here for the next asynchronous write. They are at most what the compression holds
/// back, some tens of kilobytes.</summary>
internal sealed class LateWrites(Stream output) : Stream
{
    private readonly MemoryStream _late = new();
    private bool _isAbandoned;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Lets go of the output: nothing is written to it any more, so that what was broken off does not look whole.</summary>
    public void Abandon() => _isAbandoned = true;

    public override void Write(byte[] buffer, int offset, int count) => _late.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _late.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isAbandoned)
            return;
        await WriteLateAsync(cancellationToken);
        await output.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush()
    {
        // There is nothing that could be done synchronously.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_isAbandoned)
            return;
        await WriteLateAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task WriteLateAsync(CancellationToken cancellation)
    {
        if (_late.Length == 0)
            return;
        await output.WriteAsync(_late.GetBuffer().AsMemory(0, (int)_late.Length), cancellation);
        _late.SetLength(0);
    }
}
