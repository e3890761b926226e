namespace InboxMind.Core.Sync.Due;

/// <summary>Bounds the routine turns that a process takes at once, over all items.</summary>
public sealed class TurnSlots(int sideBySide) : IDisposable
{
    private readonly SemaphoreSlim _free = new(sideBySide);

    public void Dispose() => _free.Dispose();

    /// <summary>Waits for a slot.</summary>
    internal Task TakeAsync(CancellationToken cancellation) => _free.WaitAsync(cancellation);

    internal void GiveBack() => _free.Release();
}
