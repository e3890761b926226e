using System.Diagnostics;
using System.Globalization;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>Very many people, most of whom rest: what they cost, how long one waits whose index is closed, and what the others notice of
/// some who leave the server no rest.</summary>
internal sealed class ManyRun(Stage stage, CancellationToken cancellation)
{
    /// <summary>People who come back, one after the other.</summary>
    private const int Returning = 100;

    /// <summary>The start is over when so little of a processor was used for that long.</summary>
    private const double Idle = 0.05;
    private const int IdleSeconds = 15;

    private static readonly TimeSpan MaxStart = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <returns>0 when nothing failed.</returns>
    public static async Task<int> RunAsync(
        LoadOptions options, int users, TimeSpan think, TimeSpan length, TimeSpan rest, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        using var stage = await Stage.SetAsync(options, users + Returning + 3, cancellation);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{options.People:N0} people; all set after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        return await new ManyRun(stage, cancellation).RunAsync(users, think, length, rest);
    }

    private async Task<int> RunAsync(int users, TimeSpan think, TimeSpan length, TimeSpan rest)
    {
        var machine = new MachineLoad();
        Console.WriteLine(
            "| | Lasted | Processor | Memory | Most so far | Handles | Threads |\n|---|---|---|---|---|---|---|");
        await WatchAsync("start", _ => StartAsync());
        await WatchAsync("at rest", _ => Task.Delay(rest, TimeProvider.System, cancellation));

        IReadOnlyList<Person> returning = [.. stage.People.Skip(users).Take(Returning)];
        Outcome closed = new(), open = new();
        await WatchAsync($"{Returning} come back", _ => ReturnAsync(returning, closed));
        await WatchAsync("and ask again", _ => ReturnAsync(returning, open));

        IReadOnlyList<Person> people = [.. stage.People.Take(users)];
        Quiet alone = new(stage.Traffic, people, think), beside = new(stage.Traffic, people, think);
        await WatchAsync($"{users} people", _ => alone.RunAsync(length, cancellation));
        var busy = new BusyPeople(stage.Traffic, stage.People[^1], stage.People[^2], stage.People[^3]);
        await WatchAsync(
            $"{users} people beside busy ones",
            async stop =>
            {
                var working = busy.RunAsync(stop.Token);
                await beside.RunAsync(length, cancellation);
                await stop.CancelAsync();
                await working;
            });

        Print("First search of those whose index is closed", closed);
        Print("Their next search", open);
        Print($"{users} people", alone.Outcome);
        Print($"{users} people beside busy ones: {busy}", beside.Outcome);
        Console.WriteLine($"Machine: {machine}");
        return new[] { closed, open, alone.Outcome, beside.Outcome }.All(static o => o.All.All(static s => s.Error is null)) ? 0 : 1;
    }

    /// <summary>Waits until it answers, and until it has done what it does at its start.</summary>
    private async Task StartAsync()
    {
        using var process = Process.GetProcessById(stage.Server.Id);
        while (!await IsUpAsync())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellation);
        var up = TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime();
        var start = Stopwatch.GetTimestamp();
        TimeSpan busy = default, cpu = stage.Server.Sample().Cpu;
        while (Stopwatch.GetElapsedTime(start) is var at && at < MaxStart && at < busy + TimeSpan.FromSeconds(IdleSeconds))
        {
            await Task.Delay(Look, TimeProvider.System, cancellation);
            var now = stage.Server.Sample().Cpu;
            if ((now - cpu) / Look > Idle)
                busy = Stopwatch.GetElapsedTime(start);
            cpu = now;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"/health answered after {up.TotalSeconds:0.00} s, nothing was left to do {busy.TotalSeconds:0} s after that; "
                + $"{cpu.TotalSeconds:0.0} s of a processor so far"));
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var response = await stage.Traffic.Client.GetAsync(new Uri(stage.Server.Address, "/health"), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task WatchAsync(string what, Func<CancellationTokenSource, Task> work)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = ServerWatch.RunAsync(stage.Server, Look, end.Token);
        await work(done);
        await end.CancelAsync();
        var readings = await watch;
        var (first, last) = (readings[0], readings[^1]);
        using var process = Process.GetProcessById(stage.Server.Id);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {(last.At - first.At).TotalSeconds:0.0} s | {(last.Cpu - first.Cpu).TotalSeconds:0.00} s | {last.Megabytes} MB | "
                + $"{process.PeakWorkingSet64 / (1024 * 1024)} MB | {readings.Max(static r => r.Handles)} | "
                + $"{readings.Max(static r => r.Threads)} |"));
    }

    private async Task ReturnAsync(IReadOnlyList<Person> people, Outcome outcome)
    {
        foreach (var person in people)
            outcome.Add(await stage.Traffic.SearchAsync(person, SampleQueries.All[0], cancellation));
    }

    private static void Print(string title, Outcome outcome)
    {
        Console.WriteLine($"\n{title}:\n");
        outcome.Print(Console.Out);
    }
}
