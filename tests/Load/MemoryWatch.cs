using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>Looks at a process's memory while it is under load.</summary>
internal static class MemoryWatch
{
    /// <summary>Resident megabytes now and after every interval until it is stopped.</summary>
    public static async Task<List<long>> RunAsync(ServeProcess process, TimeSpan interval, CancellationToken stop)
    {
        var samples = new List<long> { process.Sample().Megabytes };
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                samples.Add(process.Sample().Megabytes);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return samples;
    }
}
