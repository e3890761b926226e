using System.Globalization;
using InboxMind.Embedded.Index;

namespace InboxMind.Evaluation;

/// <summary>Short mails each asked for in other words: how many are found first, and among the first five.</summary>
internal static class PairRun
{
    private const int Few = 5;

    /// <param name="pairs">A pair a line: subject, tab, text, tab, question.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static async Task PrintAsync(string pairs, CancellationToken cancellation)
    {
        await using var mails = await PairMailbox.OpenAsync(pairs, cancellation);
        await using var finder = new Finder(mails.Mailbox, Ranking.Usual);
        int first = 0, among = 0;
        foreach (var asked in mails.Asked)
        {
            var found = await finder.SearchAsync(asked.Text, Few, cancellation);
            first += (int)Measures.Success(asked, found, 1);
            among += (int)Measures.Success(asked, found, Few);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{mails.Asked.Count} pairs: {first} first, {among} among the first {Few}"));
    }
}
