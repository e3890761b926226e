using System.Globalization;
using InboxMind.Core.Work;

namespace InboxMind.Core.Health;

/// <summary>Whether work gets done.</summary>
public sealed class QueueProbe(IWorkStatus work) : IDependencyProbe
{
    /// <summary>Work that could be taken is taken within seconds while a worker runs and keeps up.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    public string Name => "queue";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var queues = await work.ReadAsync(cancellation);
        var waiting = queues.Sum(static q => q.Waiting);
        var poisoned = queues.Sum(static q => q.Poisoned);
        var age = queues.Max(static q => q.Age) ?? TimeSpan.Zero;
        var sentence = string.Create(
            CultureInfo.InvariantCulture, $"{waiting} waiting, the longest for {(long)age.TotalSeconds} s; {poisoned} set aside.");
        return age > MaxAge || poisoned > 0 ? Condition.Degraded(sentence) : Condition.Healthy(sentence);
    }
}
