using System.IO.Compression;

namespace InboxMind.Core.Import;

/// <summary>Decompresses gzip (RFC 1952, one member after the other) and fails where the file ends too early.
/// <see cref="GZipStream"/> alone takes a file cut short for a whole one; here a last member follows the file, and only a
/// whole file lets it come out.</summary>
internal sealed class WholeGzipStream(Stream file) : Stream
{
    /// <summary>Damage costs what is read with it, so not much is read at once.</summary>
    private const int PieceBytes = 2048;

    /// <summary>Mail is not packed tighter than this: only what was made to fill memory or disk is.</summary>
    private const int MaxRatio = 100;

    /// <summary>Bytes that may come of anything.</summary>
    private const long AlwaysBytes = 32 * 1024 * 1024;

    private static readonly byte[] Mark = "end of the gzip file\n"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly GZipStream _inner = new(new FollowedStream(file), CompressionMode.Decompress);
    private readonly byte[] _buffer = new byte[PieceBytes + Mark.Length];
    private int _start, _end;
    private long _unpacked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The file is damaged or ends too early.</exception>
    /// <exception cref="IOException">It unpacks to far more than mail does.</exception>
    public override int Read(Span<byte> buffer)
    {
        // What could be the mark is held back until more comes.
        while (_end - _start <= Mark.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = _inner.Read(_buffer.AsSpan(_end, PieceBytes));
            if (read == 0)
                return _buffer.AsSpan(0, _end).SequenceEqual(Mark) ? 0 : throw new InvalidDataException("The gzip file ends too early.");
            _end += read;
        }

        var count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        _unpacked += count;
        CheckRatio(_unpacked, file.Position);
        return count;
    }

    /// <exception cref="IOException">So much came out of so little that it was made to fill memory or disk.</exception>
    internal static void CheckRatio(long unpacked, long packed)
    {
        if (unpacked > AlwaysBytes && unpacked / MaxRatio > packed)
            throw new IOException($"it unpacks to more than {MaxRatio} times its size");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return result.ToArray();
    }

    /// <summary>The file's bytes, then the mark's.</summary>
    private sealed class FollowedStream(Stream file) : Stream
    {
        private readonly MemoryStream _mark = new(MarkMember, writable: false);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => file.Read(buffer) is var read and > 0 ? read : _mark.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
