using System.Diagnostics;

namespace InboxMind.Load;

/// <summary>People who use the server at the same time: each does something, thinks for a while, and does the next. Every tenth is a
/// session of the person with the largest mailbox.</summary>
internal sealed class Crowd(Traffic traffic, IReadOnlyList<Person> people, TimeSpan think)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public Outcome Outcome { get; } = new();

    /// <summary>Since it came together.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public Task RunAsync(TimeSpan length, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, people.Count).Select(i => UseAsync(i % 10 == 0 ? people[0] : people[i], i, length, cancellation)));

    private async Task UseAsync(Person person, int number, TimeSpan length, CancellationToken cancellation)
    {
        var random = new Random(number);
        while (true)
        {
            // From the first pause on they are not in step.
            var pause = TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * think.TotalSeconds);
            if (Elapsed + pause > length)
                return;
            await Task.Delay(pause, TimeProvider.System, cancellation);
            var at = Elapsed;
            var (kind, error) = await traffic.SendAsync(person, cancellation);
            Outcome.Add(new Sent(kind, person.Name, at, Elapsed - at, error));
        }
    }
}
