using System.Diagnostics;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>Looks at the server's process while it is under load.</summary>
internal static class ServerWatch
{
    /// <summary>Looks now, after every interval until it is stopped, and then.</summary>
    public static async Task<IReadOnlyList<Reading>> RunAsync(ServeProcess process, TimeSpan interval, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var readings = new List<Reading> { Read() };
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                readings.Add(Read());
        }
        catch (OperationCanceledException)
        {
            readings.Add(Read());
        }

        return readings;

        Reading Read()
        {
            var (megabytes, cpu) = process.Sample();
            var (handles, threads) = process.Count();
            return new Reading(Stopwatch.GetElapsedTime(start), megabytes, handles, threads, cpu);
        }
    }
}
