using System.Diagnostics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Measures and traces one run. What ends without a result counts as an error.</summary>
internal sealed class MeasuredRun(Mailbox mailbox, TimeProvider time) : IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private readonly Activity? _span = Signals.Begin("sync mailbox");
    private SyncResult? _result;

    /// <summary>Notes how it went.</summary>
    public SyncOutcome End(SyncOutcome outcome)
    {
        _result = outcome.Result;
        return outcome;
    }

    public void Dispose()
    {
        var label = _result is { } result ? Signals.Label("result", result) : Signals.Label("result", "error");
        SyncSignals.Ended(mailbox, (string)label.Value!, time.GetElapsedTime(_start));
        _span?.SetTag("sync.provider", SyncSignals.Provider(mailbox).Value).SetTag("sync.result", label.Value);
        if (_result is null)
            _span?.SetStatus(ActivityStatusCode.Error);
        _span?.Dispose();
    }
}
