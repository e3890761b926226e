namespace InboxMind.Core.Answers.Counts;

/// <summary>Times in steps, each a fifth longer than the one before, so that counts of them can be added up: quantiles are right to a
/// fifth, whatever they are.</summary>
public static class LatencySteps
{
    /// <summary>The last step, some six minutes, holds everything longer too.</summary>
    public const int Last = 70;

    private const double Ratio = 1.2;

    /// <summary>The step of a time; 0 is a millisecond and less.</summary>
    public static int StepFor(TimeSpan elapsed) =>
        elapsed.TotalMilliseconds <= 1 ? 0 : (int)Math.Min(Last, Math.Ceiling(Math.Log(elapsed.TotalMilliseconds, Ratio)));

    /// <summary>The longest time of a step.</summary>
    public static TimeSpan End(int step) => TimeSpan.FromMilliseconds(Math.Pow(Ratio, step));

    /// <summary>A time that so large a share of all did not exceed; null when there are none.</summary>
    /// <param name="counts">How many there are of each step.</param>
    /// <param name="share">0 to 1.</param>
    public static TimeSpan? Quantile(IReadOnlyDictionary<int, long> counts, double share)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var wanted = Math.Max(1, (long)Math.Ceiling(counts.Values.Sum() * share));
        foreach (var (step, count) in counts.OrderBy(static c => c.Key))
        {
            if ((wanted -= count) <= 0)
                return End(step);
        }

        return null;
    }
}
