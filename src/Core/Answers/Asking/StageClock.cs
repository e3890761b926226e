using System.Diagnostics;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Telemetry;

namespace InboxMind.Core.Answers.Asking;

/// <summary>Times the stages of an answer, and says when each begins and ends. Each is a span of the question's trace.</summary>
internal sealed class StageClock(TimeProvider time, Action<StageChange>? changed) : IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<(string, TimeSpan)> _stages = [];
    private TimeSpan _last;
    private string? _current;
    private Activity? _span;

    public IReadOnlyList<(string Stage, TimeSpan Elapsed)> Stages => _stages;

    public TimeSpan Total => time.GetElapsedTime(_start);

    /// <summary>Begins a stage; the one before ends.</summary>
    public void Begin(string stage)
    {
        End();
        _current = stage;
        _span = Signals.Begin($"stage {stage}");
        changed?.Invoke(new StageChange(stage, HasEnded: false));
    }

    public void End()
    {
        if (_current is not { } stage)
            return;
        var total = Total;
        _stages.Add((stage, total - _last));
        QuestionSignals.StageEnded(stage, total - _last);
        Dispose();
        _last = total;
        _current = null;
        changed?.Invoke(new StageChange(stage, HasEnded: true));
    }

    /// <summary>Ends the span of a stage that failed.</summary>
    public void Dispose()
    {
        _span?.Dispose();
        _span = null;
    }
}
