namespace InboxMind.Functions.Tests.Durable;

/// <summary>The one thread an orchestrator runs on, as the framework has it: continuations come back here, one after the other. Whoever
/// comes from elsewhere has left it.</summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Call, object? State)> _queue = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Lock _lock = new();
    private bool _isInside;

    /// <summary>What the orchestrator did that it may not; null when nothing.</summary>
    public string? Wrong { get; private set; }

    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        _isInside = true;
        try
        {
            action();
            while (Take() is { } next)
                next.Call(next.State);
        }
        finally
        {
            _isInside = false;
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Called for everything an orchestrator asks of its context.</summary>
    public void Check()
    {
        if (_isInside && Environment.CurrentManagedThreadId == _thread)
            return;
        Wrong ??= "It used its context on another thread.";
        throw new InvalidOperationException(Wrong);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!_isInside || Environment.CurrentManagedThreadId != _thread)
            Wrong ??= "It waited for something that is no durable task.";
        lock (_lock)
            _queue.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    private (SendOrPostCallback Call, object? State)? Take()
    {
        lock (_lock)
            return _queue.TryDequeue(out var next) ? next : null;
    }
}
