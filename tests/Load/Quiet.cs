using System.Diagnostics;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>People who search for something now and then.</summary>
internal sealed class Quiet(Traffic traffic, IReadOnlyList<Person> people, TimeSpan think)
{
    public Outcome Outcome { get; } = new();

    public Task RunAsync(TimeSpan length, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        return Task.WhenAll(people.Select((person, i) => UseAsync(person, new Random(i), start, length, cancellation)));
    }

    private async Task UseAsync(Person person, Random random, long start, TimeSpan length, CancellationToken cancellation)
    {
        while (true)
        {
            var pause = TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * think.TotalSeconds);
            if (Stopwatch.GetElapsedTime(start) + pause > length)
                return;
            await Task.Delay(pause, TimeProvider.System, cancellation);
            Outcome.Add(await traffic.SearchAsync(person, SampleQueries.All[random.Next(SampleQueries.All.Count)], cancellation));
        }
    }
}
