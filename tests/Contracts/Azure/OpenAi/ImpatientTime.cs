using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Contracts.Azure.OpenAi;

/// <summary>A clock on which every wait is over at once, and that keeps how long it would have been.</summary>
internal sealed class ImpatientTime : FakeTimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            Waits.Add(dueTime);
            Advance(dueTime);
        }

        return timer;
    }
}
