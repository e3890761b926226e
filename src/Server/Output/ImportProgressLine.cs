using System.Globalization;
using InboxMind.Core.Import;

namespace InboxMind.Server.Output;

/// <summary>Shows an import's progress on one line of a terminal.</summary>
internal sealed class ImportProgressLine(Terminal terminal, IMailSource source, ImportProgress progress, TimeProvider time)
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
        var seconds = Math.Max(time.GetElapsedTime(_start).TotalSeconds, 0.001);
        var rate = progress.Found / seconds;
        var share = source.TotalBytes == 0 ? 1 : (double)source.BytesRead / source.TotalBytes;
        var left = share > 0.01 ? TimeSpan.FromSeconds(Math.Ceiling(seconds / share * (1 - share))) : (TimeSpan?)null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Found:N0} mails, {progress.Added:N0} new, {progress.Indexed:N0} of {progress.ToIndex:N0} indexed, "
            + $"{progress.Quarantined:N0} set aside, {rate:N0}/s, {share:P0}{(left is { } l ? $", {l:m\\:ss} left" : "")}");
    }
}
