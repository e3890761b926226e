using System.Buffers;
using InboxMind.Core.Mail.Parsing.Html;
using InboxMind.Core.Text;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>What a part offers to read: plain text, HTML, or both.</summary>
/// <param name="Plain">Plain text.</param>
/// <param name="Html">HTML that says the same.</param>
/// <param name="Page">All of it as HTML, to be shown; null when none of it is HTML.</param>
internal readonly record struct Readable(string? Plain, string? Html, string? Page = null)
{
    /// <summary>Plain text with fewer letters, links not counted, may be a mere "see the HTML part".</summary>
    private const int FewLetters = 200;

    /// <summary>Up to so many letters it may be that in several languages, or with a footer.</summary>
    private const int SomeLetters = 2_000;

    /// <summary>Letters of a word that a mere pointer hardly shares with the mail.</summary>
    private const int LongWord = 4;

    /// <summary>What stands between words and links.</summary>
    private static readonly SearchValues<char> Gaps = SearchValues.Create(" \t\r\n<>()[]");

    /// <summary>Words of a text that says where the mail is to be read.</summary>
    private static readonly string[] Pointers =
    [
        "html", "browser", "navegador", "navigateur", "webbläsare", "przegląd", "браузер", "view online", "online version",
            "Online-Version",
        "version en ligne", "versione online", "view it online", "view this email", "web version", "webversion", "versión web",
        "versão online", "onlineversion", "im web ansehen", "email client", "e-mail client", "mail program",
    ];

    /// <summary>An invitation that comes with it, in words; null when there is none.</summary>
    public string? Event { get; init; }

    /// <summary>The parts one after the other.</summary>
    public static Readable Join(List<Readable> parts)
    {
        parts.RemoveAll(static p => p.IsEmpty);
        return parts.Count switch
        {
            0 => default,
            1 => parts[0],
            _ => new Readable(
                string.Join('\n', parts.Select(static p => p.Best())), "",
                parts.Any(static p => p.Page is not null)
                    ? string.Concat(parts.Select(static p => p.Page ?? Preformatted(p.Plain)))
                    : null),
        };
    }

    /// <summary>The part or another form of it.</summary>
    public Readable Or(Readable other) => new(
        string.IsNullOrWhiteSpace(Plain) ? other.Plain : Plain,
        string.IsNullOrWhiteSpace(Html) ? other.Html : Html,
        Page ?? other.Page)
    {
        Event = Event ?? other.Event,
    };

    /// <summary>The text of the form that says more, and the invitation.</summary>
    public string Best()
    {
        var text = BestText();
        return Event is null || IsTold(text, Event) ? text : text.Length == 0 ? Event : $"{text.TrimEnd()}\n\n{Event}";
    }

    /// <summary>Whether a text has all that the first line of an invitation says.</summary>
    private static bool IsTold(string text, string invitation)
    {
        var title = invitation[..Math.Max(0, invitation.IndexOf('\n'))];
        return title.Length > 0 && text.Contains(title, StringComparison.Ordinal);
    }

    private string BestText()
    {
        if (string.IsNullOrWhiteSpace(Html))
            return IsHtml(Plain) ? HtmlText.Extract(Plain!) : Plain ?? "";
        var letters = Letters(Plain);
        if (letters >= SomeLetters || (letters >= FewLetters && !PointsToHtml(Plain!)))
            return IsHtml(Plain) ? HtmlText.Extract(Html) : Plain!;
        var visible = HtmlText.Extract(Html);

        // A short text that is all there is stays as its author broke its lines.
        var isMore = Letters(visible) > (letters >= FewLetters ? letters * 2 : letters)
            || (letters > 0 && PointsToHtml(Plain!) && !Tells(Plain!, visible));
        return isMore || IsHtml(Plain) ? visible : Plain ?? "";
    }

    public static string Preformatted(string? plain) => $"<pre>{HtmlUtils.HtmlEncode(plain ?? "")}</pre>";

    private bool IsEmpty => string.IsNullOrEmpty(Plain) && string.IsNullOrEmpty(Html) && Event is null;

    /// <summary>Letters and digits, but not those of links.</summary>
    private static int Letters(string? text)
    {
        var letters = 0;
        var rest = text.AsSpan();
        while (!rest.IsEmpty && letters < SomeLetters * 4)
        {
            var begin = rest.IndexOfAnyExcept(Gaps);
            if (begin < 0)
                break;
            rest = rest[begin..];
            var end = rest.IndexOfAny(Gaps);
            var word = end < 0 ? rest : rest[..end];
            rest = rest[word.Length..];
            if (word.IndexOf("://") >= 0 || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var c in word)
                letters += char.IsLetterOrDigit(c) ? 1 : 0;
        }

        return letters;
    }

    /// <summary>Whether a text has a good part of the words of another one. What only points to the other has next to none.</summary>
    private static bool Tells(string plain, string visible)
    {
        var said = Words.Split(plain).Select(static w => w.Text).ToHashSet();
        var words = Words.Split(visible).Where(static w => w.Text.Length >= LongWord).Select(static w => w.Text).Distinct().ToList();
        return words.Count(said.Contains) * 2 >= words.Count;
    }

    private static bool PointsToHtml(string plain) =>
        Array.Exists(Pointers, word => plain.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether what calls itself plain text is HTML.</summary>
    private static bool IsHtml(string? plain)
    {
        var start = plain.AsSpan().TrimStart();
        return start.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<!doctype html",
            StringComparison.OrdinalIgnoreCase);
    }
}
