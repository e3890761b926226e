namespace InboxMind.Providers.Imap;

/// <summary>The stream between the IMAP library and a server, line by line through an <see cref="AnswerMender"/>. Literals pass as they
/// are, and so do lines that are longer than any that needs mending.</summary>
/// <param name="inner">The server, encrypted or not.</param>
/// <param name="mender">Puts lines right.</param>
/// <param name="greeting">What the server said before it was encrypted; read first.</param>
internal sealed class MendedStream(Stream inner, AnswerMender mender, byte[]? greeting = null) : Stream
{
    private const int MaxLine = 16 * 1024;

    private readonly byte[] _in = new byte[16 * 1024];
    private readonly MemoryStream _line = new();
    private readonly MemoryStream _ready = new();
    private readonly LiteralLength _announced = new();
    private byte[]? _greeting = greeting;
    private long _literal;
    private bool _isLong;
    private bool _startsLine = true;

    /// <summary>Whether the server hung up.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override bool CanTimeout => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.Position == _ready.Length)
        {
            _ready.SetLength(0);
            if (_greeting is { } first)
            {
                Take(first);
                _greeting = null;
                continue;
            }

            var count = await inner.ReadAsync(_in, cancellationToken);
            if (count == 0)
            {
                HasEnded = true;
                return 0;
            }

            Take(_in.AsSpan(0, count));
        }

        return _ready.Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var rest = buffer;
        if (_startsLine && buffer.Span.IndexOf((byte)'\n') is >= 0 and < MaxLine and var end
            && mender.Command(buffer.Span[..(end + 1)]) is { } mended)
        {
            await inner.WriteAsync(mended, cancellationToken);
            rest = buffer[(end + 1)..];
        }

        if (rest.Length > 0)
            await inner.WriteAsync(rest, cancellationToken);
        if (buffer.Length > 0)
            _startsLine = buffer.Span[^1] == (byte)'\n';
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The library ends IDLE by this.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, count);
        if (count > 0)
            _startsLine = buffer[offset + count - 1] == (byte)'\n';
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Sorts what came into what can be read now and the beginning of a line that is not whole yet.</summary>
    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_literal > 0)
            {
                var part = (int)Math.Min(_literal, bytes.Length);
                _ready.Write(bytes[..part]);
                _literal -= part;
                bytes = bytes[part..];
                continue;
            }

            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..(end + 1)];
            bytes = bytes[line.Length..];
            _announced.Append(line);
            if (_isLong)
                _ready.Write(line);
            else
                _line.Write(line);
            if (end >= 0)
                EndLine();
            else if (_line.Length > MaxLine)
                Release(isWhole: false);
        }

        _ready.Position = 0;
    }

    private void EndLine()
    {
        Release(isWhole: !_isLong);
        _isLong = false;
        _literal = _announced.Take();
    }

    private void Release(bool isWhole)
    {
        var line = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        _ready.Write((isWhole ? mender.Answer(line) : null) ?? line);
        _line.SetLength(0);
        _isLong = !isWhole;
    }
}
