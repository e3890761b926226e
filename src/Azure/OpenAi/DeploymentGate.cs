using InboxMind.Core.Budgets;
using InboxMind.Core.Work;

namespace InboxMind.Azure.OpenAi;

/// <summary>Lets calls to a deployment through as far as its tokens of the minute reach, over all instances where they count together, and
/// not before the time that it named when it refused one.</summary>
internal sealed class DeploymentGate(AzureOpenAiSettings settings, ISharedLimits? shared, TimeProvider time)
{
    private readonly Lock _lock = new();
    private (long Minute, long Used) _own;
    private DateTimeOffset _closedUntil;

    /// <summary>Lets no call through for a while.</summary>
    public void CloseFor(TimeSpan wait)
    {
        lock (_lock)
            _closedUntil = Max(_closedUntil, time.GetUtcNow() + wait);
    }

    /// <summary>Takes tokens of the minute.</summary>
    /// <returns>Zero when they were there; else how long to wait before asking again.</returns>
    public async Task<TimeSpan> TryTakeAsync(int tokens, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        var next = DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60) - now;
        lock (_lock)
        {
            if (_closedUntil > now)
                return _closedUntil - now;
            if (settings.TokensPerMinute == 0)
                return TimeSpan.Zero;
            var used = _own.Minute == minute ? _own.Used : 0;

            // A call that is larger than a minute's tokens has a minute of its own.
            if (used > 0 && used + tokens > settings.TokensPerMinute)
                return next;
            _own = (minute, used + tokens);
        }

        return await IsLeftAsync(minute, Math.Clamp(tokens, 1, settings.TokensPerMinute), cancellation) ? TimeSpan.Zero : next;
    }

    private async Task<bool> IsLeftAsync(long minute, int tokens, CancellationToken cancellation)
    {
        if (shared is null)
            return true;
        try
        {
            return await shared.TryTakeAsync(
                "openai", $"{settings.Endpoint.Host}/{settings.Deployment}", minute, tokens, settings.TokensPerMinute, cancellation);
        }
        catch (StorageUnusableException)
        {
            // The deployment keeps its limit itself.
            return true;
        }
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
