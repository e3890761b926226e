using System.Globalization;

namespace InboxMind.Load;

/// <summary>Requests at a rate of their own, whether or not earlier ones are answered; raised until a limit breaks if wanted.</summary>
internal static class RateRun
{
    public static async Task<int> RunAsync(
        LoadOptions options, int users, double rate, int seconds, bool raise, CancellationToken cancellation)
    {
        using var stage = await Stage.SetAsync(options, users, cancellation);
        await RunAsync(stage, users, "warm-up", rate, 15, cancellation);
        var isGood = await RunAsync(stage, users, "steady", rate, seconds, cancellation);
        for (var next = rate * 1.25; isGood && raise; next *= 1.25)
            isGood = await RunAsync(stage, users, "raised", next, 30, cancellation);
        return 0;
    }

    private static async Task<bool> RunAsync(
        Stage stage, int users, string name, double perSecond, int seconds, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var machine = new MachineLoad();
        var watch = ServerWatch.RunAsync(stage.Server, TimeSpan.FromSeconds(30), done.Token);
        var outcome = await OpenLoop.RunAsync(
            stage.Traffic, [.. stage.People.Take(users)], perSecond, TimeSpan.FromSeconds(seconds), cancellation);
        var state = machine.ToString();
        await done.CancelAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{name}: {perSecond:0.#} requests a second for {seconds} s\n"));
        outcome.Print(Console.Out);
        Console.WriteLine($"{Stage.Taken(await watch)}\nMachine: {state}");
        return outcome.IsGood;
    }
}
