namespace InboxMind.Evaluation;

/// <summary>One measure of everything that was asked, with its group (see <see cref="Asked"/>).</summary>
internal sealed class Sample(IReadOnlyList<(string Group, double Value)> values)
{
    private const int Draws = 2_000;
    private const double Part = 0.025;

    public double Mean { get; } = values.Count == 0 ? double.NaN : values.Average(static v => v.Value);

    public IReadOnlyList<(string Group, double Value)> Values => values;

    /// <summary>How much less than another, one by one.</summary>
    public Sample Minus(Sample other) => new([.. values.Zip(other.Values, static (a, b) => (a.Group, a.Value - b.Value))]);

    /// <summary>Where 95 in 100 means lie of samples drawn from this one group by group (Efron and Tibshirani, An Introduction to the
    /// Bootstrap, 1993). It is the same at each run.</summary>
    public (double Low, double High) Interval()
    {
        var groups = values.GroupBy(static v => v.Group, static v => v.Value).Select(static g => g.ToArray()).ToArray();
        var random = new Random(1);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < groups.Length; i++)
            {
                var group = groups[random.Next(groups.Length)];
                sum += group.Sum();
                count += group.Length;
            }

            means[draw] = sum / count;
        }

        Array.Sort(means);
        return (means[(int)(Draws * Part)], means[(int)(Draws * (1 - Part))]);
    }
}
