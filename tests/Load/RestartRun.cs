using System.Globalization;

namespace InboxMind.Load;

/// <summary>Kills the server under load (SIGKILL) and starts it again, several times: whatever it acknowledged has to be there, and nothing
/// may fail but what was under way or sent while it was away.</summary>
internal static class RestartRun
{
    private const int Writers = 8;

    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(2);

    /// <summary>How long the index may take for what was stored at the end.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <returns>0 when nothing was lost and nothing else failed.</returns>
    public static async Task<int> RunAsync(
        LoadOptions options, int users, TimeSpan think, TimeSpan length, int kills, CancellationToken cancellation)
    {
        using var stage = await Stage.SetAsync(options, users + Writers, cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var machine = new MachineLoad();
        var crowd = new Crowd(stage.Traffic, [.. stage.People.Take(users)], think);
        var arriving = stage.Arriving(Arrival);
        var arrived = arriving?.RunAsync(done.Token, cancellation) ?? Task.CompletedTask;

        // Other people than those who read: what a writer deletes nobody is about to open.
        List<Writer> writers = [.. stage.People.Skip(users).Take(Writers).Select(p => new Writer(stage.Traffic, p))];
        var written = Task.WhenAll(writers.Select(w => w.RunAsync(done.Token)));
        var running = crowd.RunAsync(length, cancellation);

        var away = new List<(TimeSpan From, TimeSpan To)>();
        for (var i = 1; i <= kills; i++)
        {
            var wait = (length * i / (kills + 1)) - crowd.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System, cancellation);
            var from = crowd.Elapsed;
            stage.Server.Kill();
            await stage.StartAgainAsync(cancellation);
            away.Add((from, crowd.Elapsed));
        }

        await running;
        var state = machine.ToString();
        await done.CancelAsync();
        await written;
        await arrived;
        await Task.Delay(Settling, TimeProvider.System, cancellation);
        var missing = new List<string>();
        foreach (var writer in writers)
            missing.AddRange(await writer.MissingAsync(cancellation));

        var beyond = crowd.Outcome.All.Where(s => s.Error is not null && !away.Exists(a => s.At < a.To && s.At + s.Took > a.From)).ToList();
        Print(options, users, crowd.Outcome, away, writers, missing, beyond);
        arriving?.Print(Console.Out);
        Console.WriteLine($"Machine: {state}");
        return missing.Count + beyond.Count == 0 && arriving is not { Lost: > 0 } ? 0 : 1;
    }

    private static void Print(
        LoadOptions options, int users, Outcome outcome, List<(TimeSpan From, TimeSpan To)> away, List<Writer> writers,
        List<string> missing,
        List<Sent> beyond)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n{users} people, {options.Messages:N0} messages, killed {away.Count} times under load\n"));
        outcome.Print(Console.Out);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Away for {string.Join(", ", away.Select(static a => $"{(a.To - a.From).TotalSeconds:0.0} s"))}; errors of requests that were "
                + $"under way or sent then: {outcome.All.Count(static s => s.Error is not null) - beyond.Count}; "
                + $"other errors: {beyond.Count}"));
        foreach (var sent in beyond)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {Traffic.Kinds[sent.Kind]} at {sent.At.TotalSeconds:0.0} s: {sent.Error}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Acknowledged: {writers.Sum(static w => w.Acknowledged.Imported)} mails imported, "
                + $"{writers.Sum(static w => w.Acknowledged.Deleted)} deleted, {writers.Sum(static w => w.Acknowledged.Asked)} questions; "
                + $"lost: {missing.Count}"));
        foreach (var sentence in missing)
            Console.WriteLine($"  {sentence}");
    }
}
