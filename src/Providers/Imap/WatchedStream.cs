using InboxMind.Core.Sync;

namespace InboxMind.Providers.Imap;

/// <summary>A network stream that gives up when nothing comes for a while, and when more comes than was asked for.</summary>
internal sealed class WatchedStream(Stream inner, TimeProvider time) : Stream
{
    private long _allowed = long.MaxValue;

    /// <summary>The longest silence. Longer while the server is only listened to.</summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Why the stream gave up, when it did.</summary>
    public MailServerException? Reason { get; private set; }

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

    /// <summary>Lets the server send so many bytes from now on.</summary>
    public void Allow(long bytes) => _allowed = bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        var count = reading.IsCompletedSuccessfully ? reading.Result : await WaitAsync(reading.AsTask(), cancellationToken);
        _allowed -= count;
        if (_allowed < 0)
            throw GiveUp(MailServerTrouble.Transient, "The mail server sends more than it was asked for.", null);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var writing = inner.WriteAsync(buffer, cancellationToken);
        if (writing.IsCompletedSuccessfully)
            return;
        await WaitAsync(Completed(writing.AsTask()), cancellationToken);

        static async Task<int> Completed(Task task)
        {
            await task;
            return 0;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

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

    private async Task<int> WaitAsync(Task<int> work, CancellationToken cancellation)
    {
        try
        {
            return await work.WaitAsync(Silence, time, cancellation);
        }
        catch (TimeoutException e)
        {
            throw GiveUp(MailServerTrouble.Transient, "The mail server does not answer any more.", e);
        }
    }

    private IOException GiveUp(MailServerTrouble trouble, string message, Exception? e)
    {
        Reason = new MailServerException(trouble, message, e);
        inner.Dispose();
        return new IOException(message, e);
    }
}
