using System.Diagnostics;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Measures and traces one run. What ends without a result counts as an error.</summary>
internal sealed class MeasuredRun(Mailbox mailbox, TimeProvider time) : IDisposable
{
    /// <summary>How a run ended that has no result.</summary>
    private const string Error = "error";

    private static readonly SyncResult[] Results =
    [
        SyncResult.Done, SyncResult.More, SyncResult.Busy, SyncResult.RetryLater, SyncResult.NeedsReconnect, SyncResult.Deactivated,
    ];

    private readonly long _start = time.GetTimestamp();
    private readonly Activity? _span = Signals.Begin("sync mailbox");
    private SyncResult? _result;

    public static void ShowAtZero() => SyncSignals.ShowAtZero([.. Results.Select(LabelNames<SyncResult>.Of), Error]);

    /// <summary>Notes how it went.</summary>
    public SyncOutcome End(SyncOutcome outcome)
    {
        _result = outcome.Result;
        return outcome;
    }

    public void Dispose()
    {
        var label = _result is { } result ? Signals.Label("result", result) : Signals.Label("result", Error);
        SyncSignals.Ended(mailbox, (string)label.Value!, time.GetElapsedTime(_start));
        _span?.SetTag("sync.provider", SyncSignals.Provider(mailbox).Value).SetTag("sync.result", label.Value);
        if (_result is null)
            _span?.SetStatus(ActivityStatusCode.Error);
        _span?.Dispose();
    }
}
