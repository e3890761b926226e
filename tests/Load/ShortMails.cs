using System.Globalization;
using System.Text;
using InboxMind.Core.Import;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>Short invented mails of plain text, always the same for the same person: from twenty people, one in three an answer, of words
/// of which few are frequent, as in a language, and some that <see cref="SampleQueries"/> look for.</summary>
internal sealed class ShortMails(int person, int count, int first = 0) : IMailSource
{
    private const int Words = 3_000;

    private static readonly string[] Syllables =
        ["ba", "re", "no", "li", "ta", "mu", "ke", "sor", "vin", "dal", "pre", "gom", "hus", "fel", "jan", "wit"];

    private static readonly DateTimeOffset Start = new(2023, 1, 2, 8, 0, 0, TimeSpan.Zero);

    public long TotalBytes => 0;

    public long BytesRead => 0;

    public IEnumerable<RawMail> Read(CancellationToken cancellation)
    {
        for (var i = first; i < first + count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new RawMail(
                Encoding.UTF8.GetBytes(Mail(i)), "INBOX", MailFlags.Seen, Start, string.Create(CultureInfo.InvariantCulture, $"mail {i}"));
        }
    }

    /// <summary>The same as an mbox.</summary>
    public byte[] ToMbox()
    {
        var mbox = new StringBuilder();
        for (var i = first; i < first + count; i++)
            mbox.Append("From load@example.com Mon Jan  2 08:00:00 2023\n").Append(Mail(i)).Append('\n');
        return Encoding.UTF8.GetBytes(mbox.ToString());
    }

    private string Mail(int number)
    {
        var random = new Random((person * 100_003) + number);
        var sender = random.Next(20);
        var mail = new StringBuilder();
        mail.Append(CultureInfo.InvariantCulture, $"From: {Capital(sender)} {Capital(sender + 20)} <{Word(sender)}@example.com>\n")
            .Append(CultureInfo.InvariantCulture, $"To: load-{person}@example.com\nMessage-ID: <{number}.{person}@load.example.com>\n");
        var isAnswer = number > 0 && random.Next(3) == 0;
        if (isAnswer)
            mail.Append(CultureInfo.InvariantCulture, $"In-Reply-To: <{number - 1}.{person}@load.example.com>\n");
        var subject = $"{(isAnswer ? "Re: " : "")}{Capital(Draw(random))} {Word(Draw(random))}";
        mail.Append(CultureInfo.InvariantCulture, $"Subject: {subject} {number}\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {Start.AddHours(number * 7):ddd, d MMM yyyy HH:mm:ss} +0000\n\n");
        for (int left = random.Next(30, 90), column = 0; left > 0; left--)
        {
            var word = random.Next(25) == 0 ? SampleQueries.All[random.Next(SampleQueries.All.Count)] : Word(Draw(random));
            mail.Append(word).Append(++column % 12 == 0 ? ".\n" : " ");
        }

        return mail.Append('\n').ToString();
    }

    /// <summary>A small number mostly.</summary>
    private static int Draw(Random random) => (int)Math.Min(Words - 1, Math.Exp(random.NextDouble() * Math.Log(Words)));

    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var left = number + 16; left > 0; left /= Syllables.Length)
            word.Append(Syllables[left % Syllables.Length]);
        return word.ToString();
    }

    private static string Capital(int number) => Word(number) is var word ? char.ToUpperInvariant(word[0]) + word[1..] : "";
}
