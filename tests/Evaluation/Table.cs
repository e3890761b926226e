using System.Globalization;
using InboxMind.Embedded.Index;

namespace InboxMind.Evaluation;

/// <summary>Measures configurations and prints a table of them, in Markdown.</summary>
/// <param name="mailbox">The mail.</param>
/// <param name="queries">Queries.</param>
/// <param name="questions">Questions.</param>
/// <param name="pairs">Short mails and what is asked for them.</param>
/// <param name="asks">Whether the questions are asked as well, which takes longer than to search for them.</param>
internal sealed class Table(
    EvaluatedMailbox mailbox, IReadOnlyList<Asked> queries, IReadOnlyList<Asked> questions, PairMailbox pairs, bool asks)
{
    private const int Depth = 100;
    private const int Few = 5;

    /// <summary>Reciprocal ranks are of this and more (Cormack et al., Reciprocal Rank Fusion, 2009).</summary>
    private const double Least = 60;

    private static readonly string[] Columns =
    [
        "nDCG@10", "Success@5", "Recall@100", "questions: index first", "in five", "ask first", "in five", "pairs first", "in five",
    ];

    private enum Measure { Gain, Success, Recall, First, Five, AskFirst, AskFive, PairFirst, PairFive }

    /// <summary>Prints a row for each configuration, the first with where 95 in 100 means lie.</summary>
    public async Task PrintAsync(CancellationToken cancellation)
    {
        Console.WriteLine($"| Configuration | {string.Join(" | ", Columns)} |");
        Console.WriteLine($"|---|{string.Concat(Columns.Select(static _ => "---|"))}");
        var inUse = await MeasureAsync(Configuration.InUse, asks, cancellation);
        Console.WriteLine(Row(Configuration.InUse.Name, inUse.Select(static s => Mean(s) + Interval(s))));
        foreach (var configuration in Configuration.All.Skip(1))
            Print(configuration.Name, await MeasureAsync(configuration, asks, cancellation), inUse);
        foreach (var weight in new[] { 0.2, 0.4 })
            Print($"by reciprocal rank, weight of meaning {Number(weight)}", await ByRankAsync(weight, cancellation), inUse);
    }

    /// <summary>Prints what cross-validation chooses from the grid by some measures, and what that gives on what it did not see.</summary>
    public async Task PrintChoiceAsync(CancellationToken cancellation)
    {
        var inUse = await MeasureAsync(Configuration.InUse, asks: false, cancellation);
        var grid = new List<Sample[]>();
        foreach (var configuration in Configuration.Grid)
            grid.Add(await MeasureAsync(configuration, asks: false, cancellation));
        Console.WriteLine("| Chosen by | in use | best of the grid | chosen without what is measured | which, and how often |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var measure in new[] { Measure.Gain, Measure.Recall, Measure.Five, Measure.PairFirst })
        {
            var samples = grid.ConvertAll(g => g[(int)measure]);
            var (measured, chosen) = CrossValidation.Run(samples);
            Console.WriteLine(Row(
                Columns[(int)measure],
                [
                    Mean(inUse[(int)measure]), Number(samples.Max(static s => s.Mean)), Mean(measured),
                    string.Join("; ", chosen.Select(c => $"{Configuration.Grid[c.Configuration].Name}: {c.Times}")),
                ]));
        }
    }

    /// <summary>Differences that are no chance are marked.</summary>
    private static void Print(string name, Sample[] samples, Sample[] inUse) => Console.WriteLine(Row(
        name,
        samples.Zip(inUse, static (s, usual) =>
            Mean(s) + (s.Values.Count > 0 && s.Minus(usual).Interval() is ( > 0, _) or (_, < 0) ? " *" : ""))));

    private async Task<Sample[]> MeasureAsync(Configuration configuration, bool asks, CancellationToken cancellation)
    {
        await using var finder = new Finder(mailbox, configuration.Ranking);
        await using var ofPairs = new Finder(pairs.Mailbox, configuration.Ranking);
        return Samples(
            await EachAsync(queries, q => finder.SearchAsync(q.Text, Depth, cancellation)),
            await EachAsync(questions, q => finder.SearchQuestionAsync(q.Text, Depth, cancellation)),
            asks ? await EachAsync(questions, q => finder.AskAsync(q.Text, Few, cancellation)) : [],
            await EachAsync(pairs.Asked, q => ofPairs.SearchAsync(q.Text, Few, cancellation)));
    }

    private async Task<Sample[]> ByRankAsync(double weight, CancellationToken cancellation)
    {
        var (words, meaning) = (Configuration.All[1].Ranking, Ranking.Usual with { UsesWords = false });
        await using var byWords = new Finder(mailbox, words);
        await using var byMeaning = new Finder(mailbox, meaning);
        await using var pairsByWords = new Finder(pairs.Mailbox, words);
        await using var pairsByMeaning = new Finder(pairs.Mailbox, meaning);
        async Task<IReadOnlyList<string>> BothAsync(Func<Finder, Task<IReadOnlyList<string>>> find, Finder one, Finder other) =>
            Merge(await find(one), await find(other), weight);
        return Samples(
            await EachAsync(queries, q => BothAsync(f => f.SearchAsync(q.Text, 5 * Depth, cancellation), byWords, byMeaning)),
            await EachAsync(questions, q => BothAsync(f => f.SearchQuestionAsync(q.Text, 5 * Depth, cancellation), byWords, byMeaning)),
            [],
            await EachAsync(pairs.Asked, q => BothAsync(f => f.SearchAsync(q.Text, Depth, cancellation), pairsByWords, pairsByMeaning)));
    }

    private static IReadOnlyList<string> Merge(IReadOnlyList<string> words, IReadOnlyList<string> meaning, double weight) =>
        [.. words.Select((d, i) => (Document: d, Score: (1 - weight) / (Least + i)))
            .Concat(meaning.Select((d, i) => (Document: d, Score: weight / (Least + i))))
            .GroupBy(static d => d.Document, static d => d.Score).OrderByDescending(static g => g.Sum()).Select(static g => g.Key)
            .Take(Depth)];

    private static Sample[] Samples(List<Found> queries, List<Found> questions, List<Found> asked, List<Found> pairs) =>
    [
        Of(queries, static f => Measures.Gain(f.Asked, f.Documents)), Of(queries, static f => Measures.Success(f.Asked, f.Documents, Few)),
        Of(queries, static f => Measures.Recall(f.Asked, f.Documents, Depth)), First(questions), Five(questions), First(asked), Five(asked),
        First(pairs), Five(pairs),
    ];

    private static Sample First(List<Found> found) => Of(found, static f => Measures.Success(f.Asked, f.Documents, 1));

    private static Sample Five(List<Found> found) => Of(found, static f => Measures.Success(f.Asked, f.Documents, Few));

    private static Sample Of(List<Found> found, Func<Found, double> measure) => new([.. found.Select(f => (f.Asked.Group, measure(f)))]);

    private static async Task<List<Found>> EachAsync(IReadOnlyList<Asked> asked, Func<Asked, Task<IReadOnlyList<string>>> find)
    {
        var found = new List<Found>();
        foreach (var one in asked)
            found.Add(new Found(one, await find(one)));
        return found;
    }

    private static string Row(string name, IEnumerable<string> cells) => $"| {name} | {string.Join(" | ", cells)} |";

    private static string Mean(Sample sample) => double.IsNaN(sample.Mean) ? "" : Number(sample.Mean);

    private static string Interval(Sample sample) =>
        sample.Values.Count > 0 && sample.Interval() is var (low, high) ? $" ({Number(low)}–{Number(high)})" : "";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private readonly record struct Found(Asked Asked, IReadOnlyList<string> Documents);
}
