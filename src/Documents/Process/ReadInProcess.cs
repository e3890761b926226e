using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Documents.Process;

/// <summary>Reads attachments in a process of its own, one at a time. It is started when there is something to read, replaced when it dies
/// or has read enough, and ended when nothing was read for a while.</summary>
internal sealed class ReadInProcess(ChildProgram program, AttachmentLimits limits, TimeProvider time) : IAttachmentReader, IDisposable
{
    /// <summary>Files that a process reads: what a file leaves behind in it does not stay for long.</summary>
    private const int MaxFiles = 200;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _gate = new(1);
    private ReadingProcess? _process;
    private ITimer? _idle;

    public async Task<AttachmentReading> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (content.Length > limits.FileMegabytes * 1024L * 1024)
            return new AttachmentReading(AttachmentOutcome.OverLimits, []);
        await _gate.WaitAsync(cancellation);
        try
        {
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_process is { HasEnded: true })
                End();
            var process = _process ??= ReadingProcess.Start(program, limits);
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(limits.Seconds), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
            AttachmentReading? reading = null;
            try
            {
                reading = await process.ReadAsync(content, limits, either.Token);
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                // Its time is used up.
            }
            finally
            {
                if (reading is null || process.Files >= MaxFiles)
                    End();
            }

            return reading ?? new AttachmentReading(AttachmentOutcome.OverLimits, []);
        }
        finally
        {
            _idle ??= time.CreateTimer(static self => ((ReadInProcess)self!)
                .EndIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _idle.Change(Idle, Timeout.InfiniteTimeSpan);
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _idle?.Dispose();
        End();
        _gate.Dispose();
    }

    /// <summary>One that is reading is not idle.</summary>
    private void EndIdle()
    {
        if (!_gate.Wait(0))
            return;
        End();
        _gate.Release();
    }

    private void End()
    {
        _process?.Dispose();
        _process = null;
    }
}
