using System.Globalization;

namespace InboxMind.Load;

/// <summary>How requests went.</summary>
internal sealed class Outcome
{
    /// <summary>Milliseconds that 95 of a hundred requests of each kind must keep.</summary>
    private static readonly double[] Limits = [100, 100, 100, 300, 300, 100, 300];

    private readonly List<Sent> _all = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<Sent> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    /// <summary>Whether there was no error and every limit was kept.</summary>
    public bool IsGood => All.All(static s => s.Error is null)
        && All.GroupBy(static s => s.Kind).All(static g => At(g, 0.95) <= Limits[g.Key]);

    public void Add(Sent sent)
    {
        lock (_lock)
            _all.Add(sent);
    }

    /// <summary>A row for each kind, and what went wrong.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine("| Kind | Requests | p50 | p95 | p99 | Longest | Errors |\n|---|---|---|---|---|---|---|");
        foreach (var kind in All.GroupBy(static s => s.Kind).OrderBy(static g => g.Key))
            output.WriteLine(Row(Traffic.Kinds[kind.Key], [.. kind]));
        output.WriteLine(Row("all", All));
        if (All.Where(static s => s.Name == Population.NameOf(0)).ToList() is { Count: > 0 } most && most.Count < All.Count)
            output.WriteLine(Row("of the largest mailbox", most));
        var errors = All.Where(static s => s.Error is not null).CountBy(static s => s.Error!).ToList();
        if (errors.Count > 0)
            output.WriteLine($"Errors: {string.Join(", ", errors.Select(static e => $"{e.Value} x {e.Key}"))}");
    }

    /// <summary>The milliseconds that a share of requests kept.</summary>
    public static double At(IEnumerable<Sent> sent, double share)
    {
        double[] times = [.. sent.Select(static s => s.Took.TotalMilliseconds).Order()];
        return times.Length == 0 ? 0 : times[(int)Math.Ceiling(share * (times.Length - 1))];
    }

    private static string Row(string name, IReadOnlyList<Sent> sent) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {sent.Count:N0} | {At(sent, 0.5):N0} | {At(sent, 0.95):N0} | {At(sent, 0.99):N0} | {At(sent, 1):N0} | "
            + $"{sent.Count(static s => s.Error is not null)} |");
}
