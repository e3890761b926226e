using System.Globalization;
using System.Text;
using InboxMind.Core.Search;

namespace InboxMind.Evaluation;

/// <summary>Short mails each asked for in other words: how many are found first, and among the first five.</summary>
internal static class PairRun
{
    private const int Few = 5;

    /// <param name="pairs">A pair a line: subject, tab, text, tab, question.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static async Task PrintAsync(string pairs, CancellationToken cancellation)
    {
        var all = (await File.ReadAllLinesAsync(pairs, cancellation)).Select(static l => l.Split('\t'))
            .Where(static p => p.Length == 3).ToList();
        var mbox = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(mbox, string.Concat(all.Select(Mail)), cancellation);
            await using var mailbox = await EvaluatedMailbox.OpenAsync(mbox, "X-Doc-Id", kept: null, cancellation);
            int first = 0, among = 0;
            for (var i = 0; i < all.Count; i++)
            {
                var found = await mailbox.Get<SearchMail>().SearchAsync(Owner.Local, all[i][2], TimeZoneInfo.Utc, Few, cancellation);
                var place = found.ToList().FindIndex(r => mailbox.Documents(r.Mail.Message.Id).Contains(Name(i)));
                first += place == 0 ? 1 : 0;
                among += place >= 0 ? 1 : 0;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{all.Count} pairs: {first} first, {among} among the first {Few}"));
        }
        finally
        {
            File.Delete(mbox);
        }
    }

    private static string Mail(string[] pair, int index) => new StringBuilder()
        .Append("From x@example.com Mon Jun  1 10:00:00 2026\nFrom: Anna Berg <anna@example.com>\nTo: Kim Doe <kim@example.com>\n")
        .Append(CultureInfo.InvariantCulture, $"Subject: {pair[0]}\nMessage-ID: <{index}@example.com>\nX-Doc-Id: {Name(index)}\n")
        .Append(CultureInfo.InvariantCulture, $"Date: Mon, 1 Jun 2026 10:{index % 60:00}:00 +0000\n\n{pair[1]}\n\n").ToString();

    private static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);
}
