using System.Globalization;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>A low load for a long time: whether memory, handles, errors or times grow.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(10);

    /// <summary>How long caches fill; the slopes are of what comes after.</summary>
    private const double Settling = 0.25;

    /// <param name="options">What the run was told.</param>
    /// <param name="users">People at the same time.</param>
    /// <param name="think">How long they think.</param>
    /// <param name="length">How long.</param>
    /// <param name="pictures">A folder for the charts; null for none.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static async Task<int> RunAsync(
        LoadOptions options, int users, TimeSpan think, TimeSpan length, string? pictures, CancellationToken cancellation)
    {
        using var stage = await Stage.SetAsync(options, users, cancellation);
        await using var dashboards = pictures is null ? null : await DashboardPictures.StartAsync(stage);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var machine = new MachineLoad();
        var watch = ServerWatch.RunAsync(stage.Server, length / 60, done.Token);
        var arriving = stage.Arriving(Arrival);
        var arrived = arriving?.RunAsync(done.Token, cancellation) ?? Task.CompletedTask;
        var crowd = new Crowd(stage.Traffic, [.. stage.People.Take(users)], think);
        await crowd.RunAsync(length, cancellation);
        var state = machine.ToString();
        await done.CancelAsync();
        var readings = await watch;
        await arrived;

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{users} people, thinking for {think.TotalSeconds:0} s, {options.Messages:N0} messages, {length.TotalMinutes:0} minutes\n"));
        crowd.Outcome.Print(Console.Out);
        arriving?.Print(Console.Out);
        Console.WriteLine($"{Stage.Taken(readings)}\nMachine: {state}\n");
        PrintWindows(crowd.Outcome.All, readings, length);
        if (pictures is not null)
        {
            Draw(pictures, crowd.Outcome.All, readings, length);
            await dashboards!.DrawAsync(pictures, length);
        }

        return crowd.Outcome.All.All(static s => s.Error is null) && arriving is not { Lost: > 0 } ? 0 : 1;
    }

    private static void PrintWindows(IReadOnlyList<Sent> sent, IReadOnlyList<Reading> readings, TimeSpan length)
    {
        Console.WriteLine(
            "| Minutes | Requests | Errors | p50 | p95 | Memory (MB) | Handles | Threads |\n|---|---|---|---|---|---|---|---|");
        foreach (var window in sent.GroupBy(s => (int)(s.At / length * 10)).OrderBy(static g => g.Key))
        {
            var last = readings.Last(r => r.At <= (window.Key + 1) * length / 10);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(window.Key * length / 10).TotalMinutes:0.#} to {((window.Key + 1) * length / 10).TotalMinutes:0.#} | "
                    + $"{window.Count()} | "
                    + $"{window.Count(static s => s.Error is not null)} | {Outcome.At(window, 0.5):0} | {Outcome.At(window, 0.95):0} | "
                    + $"{last.Megabytes} | {last.Handles} | {last.Threads} |"));
        }

        var settled = readings.Where(r => r.At > length * Settling).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nAfter the first quarter, by least squares: memory {Slope(settled, static r => r.Megabytes):+0.0;-0.0} MB an hour, handles "
                + $"{Slope(settled, static r => r.Handles):+0.0;-0.0}, threads {Slope(settled, static r => r.Threads):+0.0;-0.0}"));
    }

    /// <summary>How much a figure grows in an hour.</summary>
    private static double Slope(List<Reading> readings, Func<Reading, double> figure)
    {
        var (x, y) = (readings.Average(static r => r.At.TotalHours), readings.Average(figure));
        return readings.Sum(r => (r.At.TotalHours - x) * (figure(r) - y)) / readings.Sum(r => Math.Pow(r.At.TotalHours - x, 2));
    }

    private static void Draw(string folder, IReadOnlyList<Sent> sent, IReadOnlyList<Reading> readings, TimeSpan length)
    {
        Directory.CreateDirectory(folder);
        Write("soak-memory", "Memory of the server (MB)", [Line("resident", readings.Select(static r => (r.At, (double)r.Megabytes)))]);
        Write("soak-handles", "Handles and threads", [
            Line("handles", readings.Select(static r => (r.At, (double)r.Handles))),
            Line("threads", readings.Select(static r => (r.At, (double)r.Threads))),
        ]);
        var windows = sent.GroupBy(s => (int)(s.At / length * 30)).OrderBy(static g => g.Key).ToList();
        Write("soak-times", "Time of requests (ms)", [
            Line("p50", windows.Select(g => ((g.Key + 1) * length / 30, Outcome.At(g, 0.5)))),
            Line("p95", windows.Select(g => ((g.Key + 1) * length / 30, Outcome.At(g, 0.95)))),
        ]);

        void Write(string name, string title, IReadOnlyList<ChartLine> lines) =>
            File.WriteAllText(Path.Combine(folder, $"{name}.svg"), Chart.Draw(title, "minutes", lines));

        static ChartLine Line(string name, IEnumerable<(TimeSpan At, double Value)> points) =>
            new(name, [.. points.Select(static p => (p.At.TotalMinutes, p.Value))]);
    }
}
