using System.Globalization;
using InboxMind.Core.Sync;

namespace InboxMind.Server.Output;

/// <summary>Shows a sync's progress on one line of a terminal.</summary>
internal sealed class SyncProgressLine(Terminal terminal, SyncProgress progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly long _start = time.GetTimestamp();

    /// <summary>Shows the line until stopped, then wipes it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!terminal.ShowsProgress)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await terminal.Error.WriteAsync($"\r\u001b[K{Line()}");
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteAsync("\r\u001b[K");
        }
    }

    internal string Line()
    {
        var rate = progress.Found / Math.Max(time.GetElapsedTime(_start).TotalSeconds, 0.001);
        var left = progress.ToFetch > 0 && rate > 0 ? TimeSpan.FromSeconds(Math.Ceiling(progress.ToFetch / rate)) : TimeSpan.Zero;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Found:N0} mails, {progress.Added:N0} new, {progress.Indexed:N0} of {progress.ToIndex:N0} indexed, "
            + $"{progress.Quarantined:N0} set aside, {rate:N0}/s, {progress.ToFetch:N0} to fetch{(left > TimeSpan.Zero ? $", {left:h\\:mm\\:ss} left" : "")}");
    }
}
