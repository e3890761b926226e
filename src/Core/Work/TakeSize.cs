namespace InboxMind.Core.Work;

/// <summary>How many items a worker takes at once: many while they are quickly done, since each taking is a call to the queue; few while
/// they are not, since another worker cannot have them meanwhile.</summary>
internal sealed class TakeSize
{
    private const int Least = 4;
    private const int Most = 32;

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private volatile int _next = 8;

    public int Next => _next;

    /// <summary>Learns from what was taken.</summary>
    /// <param name="isFull">Whether there were as many as were asked for.</param>
    /// <param name="elapsed">How long they took.</param>
    public void Note(bool isFull, TimeSpan elapsed)
    {
        if (isFull && elapsed < Quick)
            _next = Math.Min(_next * 2, Most);
        else if (elapsed > Slow)
            _next = Math.Max(_next / 2, Least);
    }
}
