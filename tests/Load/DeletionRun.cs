using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>What a second person notices while the owner of a data folder deletes all mail.</summary>
internal static class DeletionRun
{
    private const int Mails = 100;

    /// <summary>Requests of each kind a second.</summary>
    private const double PerSecond = 5;

    /// <returns>0 when nothing failed.</returns>
    public static async Task<int> RunAsync(LoadOptions options, TimeSpan length, CancellationToken cancellation)
    {
        var data = options.Data ?? throw new InvalidOperationException("Name a data folder with --data, whose mail will be deleted.");
        Person owner, second;
        await using (var population = new Population(data))
            (owner, second) = await population.SignInBesideOwnerAsync(Mails, cancellation);
        using var server = await ServeProcess.StartAsync(data, options.Settings, program: options.Program, cancellation: cancellation);
        using var traffic = new Traffic { Address = server.Address };
        await UseAsync(traffic, second, 1, TimeSpan.FromSeconds(5), cancellation);
        var machine = new MachineLoad();
        var alone = await UseAsync(traffic, second, 2, length, cancellation);
        Print("alone", alone);

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (start, before) = (Stopwatch.GetTimestamp(), server.Sample().Cpu);
        var deletion = DeleteAsync();
        var beside = await UseAsync(traffic, second, 3, Timeout.InfiniteTimeSpan, done.Token);
        var (took, answer) = await deletion;
        Print($"beside a deletion that took {took.TotalSeconds:0.0} s and {(server.Sample().Cpu - before).TotalSeconds:0.0} s of a "
            + $"processor with them: {answer}", beside);
        Console.WriteLine($"Machine: {machine}");
        return alone.All.Concat(beside.All).All(static s => s.Error is null) ? 0 : 1;

        async Task<(TimeSpan Took, string Answer)> DeleteAsync()
        {
            // However long it takes.
            using var patient = new Traffic { Address = server.Address };
            patient.Client.Timeout = Timeout.InfiniteTimeSpan;
            using var response = await patient.SendAsync(
                owner, HttpMethod.Delete, "/api/v1/emails?confirm=all", content: null, cancellation);
            var time = Stopwatch.GetElapsedTime(start);
            await done.CancelAsync();
            return (time, await response.Content.ReadAsStringAsync(cancellation));
        }
    }

    /// <summary>Searches and changes of the account, whether or not earlier ones are answered, and imports of a mail each, one after the
    /// other.</summary>
    /// <param name="traffic">Where they are sent.</param>
    /// <param name="person">Who sends them.</param>
    /// <param name="round">Which time it is: each imports other mails.</param>
    /// <param name="length">How long; infinite until it is stopped.</param>
    /// <param name="stop">Stops it.</param>
    private static async Task<Outcome> UseAsync(Traffic traffic, Person person, int round, TimeSpan length, CancellationToken stop)
    {
        var outcome = new Outcome();
        var start = Stopwatch.GetTimestamp();
        var (pending, import) = (new List<Task>(), Task.CompletedTask);
        for (var i = 0; !stop.IsCancellationRequested && (length < TimeSpan.Zero || Stopwatch.GetElapsedTime(start) < length); i++)
        {
            var number = i;
            pending.Add(AddAsync(() => traffic.SearchAsync(
                person, SampleQueries.All[number % SampleQueries.All.Count], CancellationToken.None)));
            pending.Add(AddAsync(() => traffic.TimeAsync(
                5, person, HttpMethod.Patch, "/api/v1/account",
                JsonContent.Create(new { display_name = string.Create(CultureInfo.InvariantCulture, $"Name {number}") }))));
            if (import.IsCompleted)
            {
                pending.Add(import = AddAsync(() => traffic.TimeAsync(
                    6, person, HttpMethod.Post, "/api/v1/imports?name=one.mbox",
                    new ByteArrayContent(new ShortMails(round, 1, number).ToMbox()))));
            }

            var wait = TimeSpan.FromSeconds((i + 1) / PerSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, CancellationToken.None);
        }

        await Task.WhenAll(pending);
        return outcome;

        async Task AddAsync(Func<Task<Sent>> send) => outcome.Add(await send());
    }

    private static void Print(string title, Outcome outcome)
    {
        Console.WriteLine($"\nA second person {title}:\n");
        outcome.Print(Console.Out);
    }
}
