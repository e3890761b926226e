using System.Globalization;
using System.Text;

namespace InboxMind.Evaluation;

/// <summary>Short mails, each of which is asked for in other words.</summary>
/// <param name="Mailbox">The mails.</param>
/// <param name="Asked">What is asked, and which mail is meant.</param>
internal sealed record PairMailbox(EvaluatedMailbox Mailbox, IReadOnlyList<Asked> Asked) : IAsyncDisposable
{
    private const string Header = "X-Doc-Id";

    /// <summary>Makes mails of pairs and imports them.</summary>
    /// <param name="pairs">A pair a line: subject, tab, text, tab, question.</param>
    /// <param name="cancellation">Stops the import.</param>
    public static async Task<PairMailbox> OpenAsync(string pairs, CancellationToken cancellation)
    {
        var all = (await File.ReadAllLinesAsync(pairs, cancellation)).Select(static l => l.Split('\t'))
            .Where(static p => p.Length == 3).ToList();
        var mbox = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(mbox, string.Concat(all.Select(Mail)), cancellation);
            var mailbox = await EvaluatedMailbox.OpenAsync(mbox, Header, kept: null, cancellation);
            return new PairMailbox(mailbox, [.. all.Select(static (p, i) => Ask(p, Name(i)))]);
        }
        finally
        {
            File.Delete(mbox);
        }
    }

    public ValueTask DisposeAsync() => Mailbox.DisposeAsync();

    private static Asked Ask(string[] pair, string name) => new(name, pair[2], new Dictionary<string, int> { [name] = 1 }, name);

    private static string Mail(string[] pair, int index) => new StringBuilder()
        .Append("From x@example.com Mon Jun  1 10:00:00 2026\nFrom: Anna Berg <anna@example.com>\nTo: Kim Doe <kim@example.com>\n")
        .Append(CultureInfo.InvariantCulture, $"Subject: {pair[0]}\nMessage-ID: <{index}@example.com>\n{Header}: {Name(index)}\n")
        .Append(CultureInfo.InvariantCulture, $"Date: Mon, 1 Jun 2026 10:{index % 60:00}:00 +0000\n\n{pair[1]}\n\n").ToString();

    private static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);
}
