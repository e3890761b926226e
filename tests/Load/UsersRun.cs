using System.Globalization;

namespace InboxMind.Load;

/// <summary>So many people at the same time, while mailboxes are synced.</summary>
internal static class UsersRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(2);

    /// <returns>0 when nothing failed and no mail was lost.</returns>
    public static async Task<int> RunAsync(
        LoadOptions options, IReadOnlyList<int> users, TimeSpan think, TimeSpan length, CancellationToken cancellation)
    {
        using var stage = await Stage.SetAsync(options, users.Max(), cancellation);
        var isGood = true;
        foreach (var count in users)
        {
            IReadOnlyList<Person> people = [.. stage.People.Take(count)];
            await new Crowd(stage.Traffic, people, think).RunAsync(WarmUp, cancellation);

            var machine = new MachineLoad();
            var client = Environment.CpuUsage.TotalTime;
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watch = ServerWatch.RunAsync(stage.Server, TimeSpan.FromSeconds(5), done.Token);
            var arriving = stage.Arriving(Arrival);
            var arrived = arriving?.RunAsync(done.Token, cancellation) ?? Task.CompletedTask;
            var crowd = new Crowd(stage.Traffic, people, think);
            await crowd.RunAsync(length, cancellation);
            var (elapsed, state) = (crowd.Elapsed, machine.ToString());
            client = Environment.CpuUsage.TotalTime - client;
            await done.CancelAsync();

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"\n{count} people, thinking for {think.TotalSeconds:0} s, {options.Messages:N0} messages, {elapsed.TotalSeconds:0} s: "
                    + $"{crowd.Outcome.All.Count / elapsed.TotalSeconds:0.0} requests a second\n"));
            crowd.Outcome.Print(Console.Out);
            Console.WriteLine(Stage.Taken(await watch));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Machine: {state}; this program {client / elapsed:P0} of one processor"));
            await arrived;
            arriving?.Print(Console.Out);
            isGood &= crowd.Outcome.All.All(static s => s.Error is null) && arriving is not { Lost: > 0 };
        }

        return isGood ? 0 : 1;
    }
}
