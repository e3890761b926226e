using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search;

/// <summary>Finds the part of a mail's attachments that holds the most words of a query.</summary>
public sealed class AttachmentFinder
{
    /// <summary>Characters of a part: a long page, and a text without pages, is several.</summary>
    public const int MaxPart = 2_000;

    /// <summary>Parts of one mail that are looked at word by word.</summary>
    private const int MaxLooked = 8;

    /// <summary>Letters of a stem by which parts are chosen: endings differ.</summary>
    private const int MinStem = 4;

    private readonly Snippets _snippets;
    private readonly List<string> _beginnings;

    public AttachmentFinder(SearchQuery query)
        : this(new Snippets(query))
    {
    }

    internal AttachmentFinder(Snippets snippets)
    {
        _snippets = snippets;
        _beginnings = [.. snippets.Words.Select(static w => w.Length > MinStem ? w[..^1] : w)];
    }

    /// <summary>The part that holds the most; null when none holds more of the words than the mail itself does.</summary>
    public FoundIn? Find(MailMessage mail, IReadOnlyList<AttachmentReading> readings)
    {
        if (_beginnings.Count == 0)
            return null;
        var own = _snippets.Count($"{mail.Subject}\n{string.Join('\n', mail.From.Concat(mail.To))}\n"
            + $"{string.Join('\n', mail.Attachments.Select(static a => a.Name))}\n{mail.Text}");
        if (own == _snippets.Words.Count)
            return null;
        return Best(mail, readings, own + 1);
    }

    /// <summary>The part that holds the most; null when none holds this many of the words.</summary>
    public FoundIn? Best(MailMessage mail, IReadOnlyList<AttachmentReading> readings, int least)
    {
        var (best, most) = ((FoundIn?)null, least - 1);
        foreach (var (number, part) in Likely(readings))
        {
            if (_snippets.Count(part.Text) is var count && count > most)
                (best, most) = (new FoundIn(number, Name(mail, number), part), count);
        }

        return best;
    }

    /// <summary>Parts that hold the beginnings of most words, those from the beginning first.</summary>
    private IEnumerable<(int Number, AttachmentPassage Part)> Likely(IReadOnlyList<AttachmentReading> readings) =>
        readings.SelectMany(static (r, i) => r.Passages.SelectMany(Parts).Select(p => (Number: i + 1, Part: p)))
            .Select((p, at) => (p.Number, p.Part, At: at, Likely: Count(p.Part.Text))).Where(static p => p.Likely > 0)
            .OrderByDescending(static p => p.Likely).ThenBy(static p => p.At).Take(MaxLooked).Select(static p => (p.Number, p.Part));

    private int Count(string text)
    {
        var folded = Words.Fold(text);
        return _beginnings.Count(b => folded.Contains(b, StringComparison.Ordinal));
    }

    /// <summary>Cut behind a line, or else behind a word.</summary>
    private static IEnumerable<AttachmentPassage> Parts(AttachmentPassage passage)
    {
        var text = passage.Text;
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(MaxPart, text.Length - start);
            if (start + length < text.Length)
            {
                var head = text.AsSpan(start, length);
                length = head.LastIndexOf('\n') is var line and > MaxPart / 2 ? line + 1
                    : head.LastIndexOf(' ') is var word and > 0 ? word + 1
                    : char.IsHighSurrogate(head[^1]) ? length - 1 : length;
            }

            yield return passage with { Text = text.Substring(start, length) };
            start += length;
        }
    }

    private static string Name(MailMessage mail, int number) =>
        number <= mail.Attachments.Count ? mail.Attachments[number - 1].Name : "";
}
