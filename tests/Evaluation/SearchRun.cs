using System.Globalization;
using InboxMind.Core.Search;

namespace InboxMind.Evaluation;

/// <summary>Writes what the product's search finds as a TREC run: query Q0 document rank score tag.</summary>
internal static class SearchRun
{
    private const int Depth = 100;

    public static async Task WriteAsync(EvaluatedMailbox mailbox, string queries, string run, CancellationToken cancellation)
    {
        var search = mailbox.Get<SearchMail>();
        await using var output = new StreamWriter(run);
        foreach (var line in await File.ReadAllLinesAsync(queries, cancellation))
        {
            if (line.Split('\t', 2) is not [var id, var text])
                continue;
            var rank = 0;
            foreach (var result in await search.SearchAsync(Owner.Local, text, TimeZoneInfo.Utc, Depth, cancellation))
            {
                foreach (var document in mailbox.Documents(result.Mail.Message.Id).Take(Depth - rank))
                {
                    rank++;
                    await output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture, $"{id} Q0 {document} {rank} {(Depth - rank + 1) / (double)Depth:0.0000} inboxmind"));
                }
            }
        }
    }
}
