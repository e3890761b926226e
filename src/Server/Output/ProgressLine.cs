namespace InboxMind.Server.Output;

/// <summary>One line of a terminal that says how far the work is, written over as it goes on.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="time">The clock.</param>
/// <param name="line">The line, after so much time.</param>
internal sealed class ProgressLine(Terminal terminal, TimeProvider time, Func<TimeSpan, string> line)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private const string Wipe = "\r\u001b[K";

    /// <summary>Shows the line until stopped, then wipes it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!terminal.ShowsProgress)
            return;
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await terminal.Screen.WriteAsync(Wipe + Cut(line(time.GetElapsedTime(start))));
        }
        catch (OperationCanceledException)
        {
            await terminal.Screen.WriteAsync(Wipe);
        }
    }

    /// <summary>A line that fills the terminal would go on in the next one, where it could not be written over.</summary>
    private string Cut(string text) => text.Length < terminal.Columns ? text : text[..Math.Max(0, terminal.Columns - 1)];
}
