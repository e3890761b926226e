namespace InboxMind.Server.Background;

/// <summary>When all indexes are to be gone through: once the look that a start begins with is over, then every few minutes.</summary>
internal sealed class AllIndexes(FirstLook first, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>When they had been gone through; null when they are to be at once.</summary>
    private long? _seen;

    public bool AreDue => first.Over.IsCompleted && Left() == TimeSpan.Zero;

    /// <summary>All were gone through.</summary>
    public void Seen() => _seen = time.GetTimestamp();

    /// <summary>Something went wrong: they are gone through again.</summary>
    public void Forget() => _seen = null;

    /// <summary>Waits until they are due, or something else is.</summary>
    public async Task WaitAsync(Func<CancellationToken, Task> other, CancellationToken cancellation)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(
            other(wait.Token), first.Over.IsCompleted ? Task.Delay(Left(), time, wait.Token) : first.Over.WaitAsync(wait.Token));
        await wait.CancelAsync();
    }

    private TimeSpan Left() =>
        _seen is { } seen && Interval - time.GetElapsedTime(seen) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
