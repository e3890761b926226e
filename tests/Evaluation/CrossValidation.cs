namespace InboxMind.Evaluation;

/// <summary>What is chosen on a part of the data and measured on the rest, so that the choice does not know what it is measured
/// on.</summary>
internal static class CrossValidation
{
    private const int Folds = 5;

    /// <summary>Leaves out a fifth of the groups at a time, takes the configuration that is best on the others, and measures what was left
    /// out with it.</summary>
    /// <param name="samples">Of each configuration the same values in the same order.</param>
    /// <returns>What was measured, and how often each configuration was chosen.</returns>
    public static (Sample Measured, IReadOnlyList<(int Configuration, int Times)> Chosen) Run(IReadOnlyList<Sample> samples)
    {
        var groups = samples[0].Values.Select(static v => v.Group).Distinct().ToArray();
        new Random(1).Shuffle(groups);
        var fold = groups.Select(static (g, i) => (Group: g, Fold: i % Folds)).ToDictionary(static f => f.Group, static f => f.Fold);
        var measured = new (string, double)[samples[0].Values.Count];
        var chosen = new List<int>();
        for (var left = 0; left < Folds; left++)
        {
            var best = Enumerable.Range(0, samples.Count)
                .MaxBy(c => samples[c].Values.Where(v => fold[v.Group] != left).Sum(static v => v.Value));
            chosen.Add(best);
            for (var i = 0; i < measured.Length; i++)
            {
                if (fold[samples[best].Values[i].Group] == left)
                    measured[i] = samples[best].Values[i];
            }
        }

        return (new Sample(measured), [.. chosen.GroupBy(static c => c).Select(static c => (c.Key, c.Count()))]);
    }
}
