using System.Security.Cryptography;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>A sink that hashes and counts what is written to it.</summary>
/// <param name="hash">Takes the bytes.</param>
/// <param name="foldLineEnds">Whether CRLF counts as LF in the hash.</param>
internal sealed class HashingStream(IncrementalHash hash, bool foldLineEnds) : Stream
{
    private long _length, _folded;
    private bool _afterCr;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    /// <summary>How many bytes the hash stands for.</summary>
    public long HashedLength => _length - _folded;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _length += buffer.Length;
        if (!foldLineEnds)
        {
            hash.AppendData(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            // A CR waits for what follows it: before LF it counts for nothing.
            if (_afterCr && buffer[0] == (byte)'\n')
                _folded++;
            else if (_afterCr)
                hash.AppendData("\r"u8);
            var cr = buffer.IndexOf((byte)'\r');
            hash.AppendData(cr < 0 ? buffer : buffer[..cr]);
            _afterCr = cr >= 0;
            buffer = cr < 0 ? [] : buffer[(cr + 1)..];
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
