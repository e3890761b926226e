namespace InboxMind.Embedded.Index.Shared;

/// <summary>Many read at once; who changes what they read waits until they are done, and later ones wait for it.</summary>
internal sealed class ReadGate : IDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);
    private readonly Lock _lock = new();
    private int _inside;
    private TaskCompletionSource? _empty;

    /// <summary>Comes in; to be followed by <see cref="Leave"/>.</summary>
    public async Task EnterAsync(CancellationToken cancellation)
    {
        await _door.WaitAsync(cancellation);
        lock (_lock)
            _inside++;
        _door.Release();
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0)
                _empty?.TrySetResult();
        }
    }

    /// <summary>Runs while no one is inside.</summary>
    public async Task AloneAsync(Action work, CancellationToken cancellation)
    {
        await _door.WaitAsync(cancellation);
        try
        {
            Task empty;
            lock (_lock)
            {
                _empty = _inside == 0 ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                empty = _empty?.Task ?? Task.CompletedTask;
            }

            await empty.WaitAsync(cancellation);
            work();
        }
        finally
        {
            _door.Release();
        }
    }

    public void Dispose() => _door.Dispose();
}
