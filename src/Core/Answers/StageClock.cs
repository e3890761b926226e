namespace InboxMind.Core.Answers;

/// <summary>Times the stages of an answer.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<(string, TimeSpan)> _stages = [];
    private TimeSpan _last;

    public IReadOnlyList<(string Stage, TimeSpan Elapsed)> Stages => _stages;

    public TimeSpan Total => time.GetElapsedTime(_start);

    /// <summary>Ends a stage.</summary>
    public void Next(string stage)
    {
        var total = Total;
        _stages.Add((stage, total - _last));
        _last = total;
    }
}
