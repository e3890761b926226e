using System.Net;
using System.Text;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>A whole mail of which it is known who wrote each line.</summary>
internal sealed class LabelledMail
{
    private readonly List<(string Line, PassageKind Kind)> _lines = [];
    private readonly string _author;
    private readonly byte[] _raw;

    /// <param name="form">How it is put together.</param>
    /// <param name="number">Which writer, texts, signature and footer.</param>
    public LabelledMail(QuotingForm form, int number)
    {
        Name = $"{form.Program} ({form.Language}) {number}";
        var writers = LabelledTexts.Writers(form.Language);
        var (name, address) = writers[number % writers.Count];
        _author = form.Template.Contains("{name}", StringComparison.Ordinal) ? name
            : form.Template.Contains("{address}", StringComparison.Ordinal) ? address
            : "";
        var body = new StringBuilder(form.Template);
        var texts = LabelledTexts.Of(form.Language, number);
        foreach (var (place, lines, kind, mark) in ((string, string[], PassageKind, string)[])
            [
                ("{own}", texts.Own, PassageKind.New, ""), ("{more}", texts.More, PassageKind.New, ""),
                ("{quote}", texts.Quoted, PassageKind.Quoted, ""), ("{>quote}", texts.Quoted, PassageKind.Quoted, "> "),
                ("{sign}", texts.Signature, PassageKind.Signature, ""), ("{foot}", texts.Footer, PassageKind.Footer, ""),
            ])
        {
            if (!form.Template.Contains(place, StringComparison.Ordinal))
                continue;
            _lines.AddRange(lines.Where(static l => l.Length > 0).Select(l => (l, kind)));
            body.Replace(place, form.IsHtml
                ? string.Join("<br>\n", lines.Select(WebUtility.HtmlEncode))
                : string.Join('\n', lines.Select(l => (mark + l).TrimEnd())));
        }

        body.Replace("{name}", form.IsHtml ? WebUtility.HtmlEncode(name) : name).Replace("{address}", address);
        _raw = Encoding.UTF8.GetBytes(
            $"From: Ben Carter <ben@example.org>\r\nTo: {address}\r\nSubject: Re: {number}\r\nDate: Sat, 4 May 2024 08:00:00 +0200\r\n"
            + $"MIME-Version: 1.0\r\nContent-Type: text/{(form.IsHtml ? "html" : "plain")}; charset=utf-8\r\n"
            + $"Content-Transfer-Encoding: 8bit\r\n\r\n{body.Replace("\n", "\r\n")}");
    }

    public string Name { get; }

    /// <summary>Compares with what is read, line by line.</summary>
    public LineCounts Compare(MimeReader reader)
    {
        var text = reader.Read(UserId.Local, _raw, DateTimeOffset.UnixEpoch).Message.Text;
        var passages = MailPassages.Read(text);
        var counts = default(LineCounts);
        foreach (var (line, kind) in _lines)
        {
            var at = text.IndexOf(line, StringComparison.Ordinal);
            at.ShouldBeGreaterThanOrEqualTo(0, $"\"{line}\" of {Name} is lost in:\n{text}");
            var read = passages.Single(p => p.Start <= at && at < p.Start + p.Length);
            var isQuoted = kind == PassageKind.Quoted;
            counts += new LineCounts(
                Right: isQuoted && read.IsQuoted ? 1 : 0, Missed: isQuoted && !read.IsQuoted ? 1 : 0,
                TooMuch: !isQuoted && read.IsQuoted ? 1 : 0, Own: isQuoted ? 0 : 1, Named: isQuoted && _author.Length > 0 ? 1 : 0,
                NamedRight: isQuoted && _author.Length > 0 && read.Author == _author ? 1 : 0)
            {
                New = kind == PassageKind.New ? 1 : 0,
                NewRight = kind == PassageKind.New && read.Kind == PassageKind.New ? 1 : 0,
                NewTooMuch = kind != PassageKind.New && read.Kind == PassageKind.New ? 1 : 0,
            };
        }

        return counts;
    }
}
