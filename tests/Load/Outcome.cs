using System.Globalization;

namespace InboxMind.Load;

/// <summary>How requests of each kind went.</summary>
internal sealed class Outcome
{
    /// <summary>What 95 of a hundred requests of each kind must keep.</summary>
    private static readonly double[] Limits = [100, 100, 100, 300];

    private readonly List<double>[] _milliseconds = [.. Traffic.Kinds.Select(static _ => new List<double>())];
    private readonly Dictionary<string, int> _errors = [];
    private readonly Lock _lock = new();

    /// <summary>Whether there was no error and every limit was kept.</summary>
    public bool IsGood => _errors.Count == 0 && _milliseconds.Index().All(static m => At(m.Item, 0.95) <= Limits[m.Index]);

    public void Add(int kind, TimeSpan time, string? error)
    {
        lock (_lock)
        {
            _milliseconds[kind].Add(time.TotalMilliseconds);
            if (error is not null)
                _errors[error] = _errors.GetValueOrDefault(error) + 1;
        }
    }

    public void Print(TextWriter output)
    {
        foreach (var (kind, times) in _milliseconds.Index())
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {Traffic.Kinds[kind],-6} {times.Count,6} requests  p50 {At(times, 0.5),7:0.0}  p95 {At(times, 0.95),7:0.0}  p99 "
                    + $"{At(times, 0.99),7:0.0}  max {At(times, 1),7:0.0} ms  (limit for p95: {Limits[kind]:0})"));
        }

        output.WriteLine(_errors.Count == 0
            ? "  no errors"
            : $"  errors: {string.Join(", ", _errors.Select(static e => $"{e.Value} x {e.Key}"))}");
    }

    private static double At(List<double> times, double share) =>
        times.Count == 0 ? 0 : times.Order().ElementAt((int)Math.Ceiling(share * (times.Count - 1)));
}
