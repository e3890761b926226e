using System.Diagnostics;

namespace InboxMind.Load;

/// <summary>Sends requests at random moments, so many a second on average, whether or not earlier ones are answered.</summary>
internal static class OpenLoop
{
    public static async Task<Outcome> RunAsync(
        Traffic traffic, IReadOnlyList<Person> people, double perSecond, TimeSpan length, CancellationToken cancellation)
    {
        var outcome = new Outcome();
        var random = new Random(20262);
        var pending = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var due = TimeSpan.Zero; due < length; due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond))
        {
            var wait = due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellation);
            var (asked, person) = (due, people[random.Next(people.Count)]);
            pending.Add(Task.Run(
                async () =>
                {
                    var (kind, error) = await traffic.SendAsync(person, cancellation);
                    outcome.Add(new Sent(kind, person.Name, asked, Stopwatch.GetElapsedTime(start) - asked, error));
                },
                cancellation));
            pending.RemoveAll(static t => t.IsCompletedSuccessfully);
        }

        await Task.WhenAll(pending);
        return outcome;
    }
}
