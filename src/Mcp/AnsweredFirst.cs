using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace InboxMind.Mcp;

/// <summary>Lets the calls be answered that were asked before the input ended. The protocol's server stops with its input, but a program
/// that is fed by a pipe may send its calls and close at once.</summary>
internal sealed class AnsweredFirst(Stream input, Stream output, TimeProvider time)
{
    /// <summary>A longer line is passed on and not looked at.</summary>
    private const int MaxLine = 4 * 1024 * 1024;

    /// <summary>What is not answered by then, behind the end of the input, is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Pipe _asked = new();
    private readonly Pipe _answered = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private volatile bool _isEnded;

    /// <summary>Serves between the two streams.</summary>
    /// <param name="serve">Reads its first stream to the end, and writes to the second.</param>
    /// <param name="cancellation">Ends it before.</param>
    public async Task RunAsync(Func<Stream, Stream, Task> serve, CancellationToken cancellation)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = ReadAsync(stopped.Token);
        var writing = WriteAsync();
        try
        {
            await serve(_asked.Reader.AsStream(), _answered.Writer.AsStream());
        }
        finally
        {
            await stopped.CancelAsync();
            await _answered.Writer.CompleteAsync();
            await writing;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var lines = new ArrayBufferWriter<byte>();
        try
        {
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await input.ReadAsync(buffer, cancellation)) > 0)
            {
                Look(lines, buffer.AsSpan(0, read), isAsked: true);
                await _asked.Writer.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            _isEnded = true;
            if (Volatile.Read(ref _open) > 0)
                await _done.Task.WaitAsync(Patience, time, cancellation);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or TimeoutException)
        {
            // The input is over, one way or another.
        }

        await _asked.Writer.CompleteAsync();
    }

    private async Task WriteAsync()
    {
        var lines = new ArrayBufferWriter<byte>();
        try
        {
            for (var isOver = false; !isOver;)
            {
                var answered = await _answered.Reader.ReadAsync();
                isOver = answered.IsCompleted;
                foreach (var part in answered.Buffer)
                {
                    await output.WriteAsync(part);
                    Look(lines, part.Span, isAsked: false);
                }

                await output.FlushAsync();
                _answered.Reader.AdvanceTo(answered.Buffer.End);
            }
        }
        catch (IOException)
        {
            // No one reads any more: what waits for an answer need not wait.
            _done.TrySetResult();
        }

        await _answered.Reader.CompleteAsync();
    }

    /// <summary>Looks at the lines that bytes end.</summary>
    private void Look(ArrayBufferWriter<byte> lines, ReadOnlySpan<byte> bytes, bool isAsked)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            lines.Write(bytes[..end]);
            if (lines.WrittenCount <= MaxLine && IsCall(lines.WrittenSpan) == isAsked)
                Count(isAsked ? 1 : -1);
            lines.ResetWrittenCount();
        }

        if (lines.WrittenCount <= MaxLine)
            lines.Write(bytes);
    }

    private void Count(int change)
    {
        if (Interlocked.Add(ref _open, change) <= 0 && _isEnded)
            _done.TrySetResult();
    }

    /// <summary>Whether a line is a call with an id, or an answer to one; null when it is neither.</summary>
    private static bool? IsCall(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            bool hasId = false, hasMethod = false;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                hasMethod |= reader.ValueTextEquals("method"u8);
                var isId = reader.ValueTextEquals("id"u8);
                if (!reader.Read())
                    return null;
                hasId |= isId && reader.TokenType is JsonTokenType.Number or JsonTokenType.String;
                reader.Skip();
            }

            return hasId ? hasMethod : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
