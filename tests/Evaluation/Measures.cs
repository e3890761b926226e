namespace InboxMind.Evaluation;

/// <summary>How good a list of documents is.</summary>
internal static class Measures
{
    private const int Top = 10;

    /// <summary>Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, 2002), 0 to 1.</summary>
    public static double Gain(Asked asked, IReadOnlyList<string> found) =>
        Gain(found.Select(d => asked.Grades.GetValueOrDefault(d))) / Gain(asked.Grades.Values.OrderDescending());

    /// <summary>1 when a right one is among the first so many, else 0.</summary>
    public static double Success(Asked asked, IReadOnlyList<string> found, int count) =>
        found.Take(count).Any(asked.Grades.ContainsKey) ? 1 : 0;

    /// <summary>The share of the right ones that is among the first so many.</summary>
    public static double Recall(Asked asked, IReadOnlyList<string> found, int count) =>
        found.Take(count).Count(asked.Grades.ContainsKey) / (double)asked.Grades.Count;

    private static double Gain(IEnumerable<int> grades) =>
        grades.Take(Top).Select(static (grade, i) => (Math.Pow(2, grade) - 1) / Math.Log2(i + 2)).Sum();
}
