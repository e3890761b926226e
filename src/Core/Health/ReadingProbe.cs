using System.Globalization;
using InboxMind.Core.Indexing;

namespace InboxMind.Core.Health;

/// <summary>How much mail is to be read again by this version of the program, as far as this process has looked.</summary>
public sealed class ReadingProbe(ReadingWork work) : IDependencyProbe
{
    public string Name => "reading";

    public Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var (waiting, failed) = work.Counts;
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"{waiting} mails are to be read again by this version; {failed} could not be: their raw mail is missing or unreadable.");
        return Task.FromResult(Condition.Healthy(sentence));
    }
}
