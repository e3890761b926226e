using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Api.Tests.Auth;

/// <summary>A clock by which waiting for one span of time takes none.</summary>
internal sealed class HurriedTime(TimeSpan span) : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero))
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == span)
            Advance(span);
        return timer;
    }
}
