using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace InboxMind.Testing;

/// <summary>Mails made to cost the reader memory and time, in the sizes that mail servers let through: 8 to 40 MB.</summary>
public static class AttackMails
{
    /// <summary>What is in each readable one of them.</summary>
    public const string Word = "zephyrquartz";

    private const string Mixed = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    private const int BlockBytes = 16 * 1024 * 1024;

    /// <summary>The attacks by name. Each gives the mail as it comes.</summary>
    public static readonly IReadOnlyDictionary<string, Func<byte[]>> All = new Dictionary<string, Func<byte[]>>
    {
        ["parts"] = static () => Mail(Mixed, Repeat("--b\r\n\r\nx\r\n", 1_000_000)),
        ["attachments"] = static () => Mail(
            Mixed, Repeat(
                "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a{0}.pdf\r\n\r\nx\r\n", 400_000)),
        ["boundaries"] = static () => Mail("", Repeat("Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n", 500_000)),
        ["forwarded"] = static () => Mail("", Repeat("Content-Type: message/rfc822\r\n\r\nSubject: s{0}\r\n", 500_000)),
        ["recipients"] = static () => Mail(Fields("To", "n{0} <r{0}@x.example>", ", ", 1_000_000), [Text]),
        ["senders"] = static () => Mail(Fields("From", "n{0} <r{0}@x.example>", ", ", 1_000_000), [Text]),
        ["groups"] = static () => Mail(Fields("To", "g{0}:a@x.example", ", ", 1_000_000), [Text]),
        ["comments"] = static () => Mail($"To: {new string('(', 1_000_000)}\r\nCc: {new string('<', 1_000_000)}\r\n", [Text, Padding()]),
        ["headers"] = static () => Mail(string.Concat(Repeat("X-{0}: v\r\n", 1_500_000)), [Text]),
        ["part-headers"] = static () =>
            Mail(Mixed, Repeat($"--b\r\n{string.Concat(Enumerable.Repeat("X-A: v\r\n", 900))}\r\n{Word}\r\n", 2_000)),
        ["long-headers"] = static () => Mail(Fields("List-Unsubscribe", "<https://x.example/{0}>", ", ", 1_000_000), [Text]),
        ["encoded-words"] = static () => Mail(
            $"Subject: {string.Concat(Enumerable.Repeat("=?utf-8?q?a?= ", 70_000))}\r\n{Fields("X-B", "=?utf-8?b?YQ==?=", " ", 500_000)}",
            [Text]),
        ["references"] = static () => Mail(Fields("References", "<{0}@x.example>", " ", 1_000_000), [Text]),
        ["parameters"] = static () => Mail($"Content-Type: text/plain{string.Concat(Repeat("; name*{0}*=%41", 500_000))}\r\n", [Text]),
        ["part-parameters"] = static () => Mail(
            Mixed, Repeat($"--b\r\nContent-Type: image/png{string.Concat(Repeat(";\r\n name*{0}*=%41", 700))}\r\n\r\nx\r\n", 2_500)),
        ["words"] = static () => Mail("", Repeat("w{0:x} ", 4_000_000).Prepend(Text)),
        ["short-words"] = static () => Mail("", Repeat("a\r\n", 8_000_000).Prepend(Text)),
        ["one-line"] = static () => Mail("", [Text.Trim(), new string('a', 40_000_000)]),
        ["white-space"] = static () => Mail("", [Text, new string(' ', 40_000_000)]),
        ["texts"] = static () => Mail(Mixed, Repeat($"--b\r\n\r\n{Word} {new string('t', 8_000)}\r\n", 4_500)),
        ["base64"] = static () => Mail(
            "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n",
            [Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Concat(Repeat("w{0:x} ", 3_000_000).Prepend(Text))))]),
        ["charset"] = static () => Mail("Content-Type: text/plain; charset=utf-7\r\n", Repeat("+AGEAYg- ", 3_000_000).Prepend(Text)),
        ["flowed"] = static () => Mail("Content-Type: text/plain; format=flowed\r\n", Repeat("> a \r\n", 5_000_000).Prepend(Text)),
        ["preamble"] = static () =>
            Mail("Content-Type: multipart/mixed; boundary=never\r\n\r\n", Repeat("line {0}\r\n", 3_000_000).Prepend(Text)),
        ["html"] = static () => Mail("Content-Type: text/html\r\n", Repeat("<p>x{0}</p>", 2_000_000).Prepend(Text)),
        ["html-open"] = static () => Mail("Content-Type: text/html\r\n", Repeat("<div><b>", 3_000_000).Prepend(Text)),
        ["html-picture"] = static () =>
            Mail("Content-Type: text/html\r\n", [$"<p>{Text}</p><img src=\"data:image/png;base64,", new string('A', 30_000_000), "\">"]),
        ["uuencode"] = static () => Mail(
            "Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n",
            Repeat("M86%A86%A86%A86%A86%A86%A86%A86%A86%A86%A86%A86%A86%A86%A86%A\r\n", 500_000)),
        ["largest-kept"] = LargestKept,
    };

    /// <summary>An mbox of one mail of 10 GB, compressed to 10 MB.</summary>
    public static void WriteGzipBomb(Stream output)
    {
        output.Write(
            Gzip(Encoding.ASCII.GetBytes($"From a@x.example Mon Mar  2 10:00:00 2026\nFrom: a@x.example\nSubject: {Word}\n\n{Word}\n")));
        var block = Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 63) + "\n", BlockBytes / 64))));
        for (var i = 0; i < 640; i++)
            output.Write(block);
    }

    /// <summary>One that is just within the limits in everything.</summary>
    private static byte[] LargestKept() => Mail(
        Fields("To", "n{0} <r{0}@x.example>", ", ", MailLimits.Addresses - 100) + Mixed,
        Repeat(
            "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a{0}.pdf\r\n\r\nx\r\n",
            MailLimits.Parts - 100)
            .Prepend($"--b\r\n\r\n{Text}{string.Concat(Repeat("w{0:x} ", 1_000_000))}\r\n"));

    private static string Text => $"The {Word} costs 4,200 dollars.\r\n\r\n";

    private static byte[] Mail(string fields, IEnumerable<string> body)
    {
        using var mail = new MemoryStream(48 * 1024 * 1024);
        Write($"From: Anna Okafor <anna@kelpline.example>\r\nSubject: {Word}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMessage-ID: "
            + $"<attack@x.example>\r\n{fields}");
        Write(fields.EndsWith("\r\n\r\n", StringComparison.Ordinal) || body.First().StartsWith("Content-", StringComparison.Ordinal)
            ? ""
            : "\r\n");
        foreach (var piece in body)
            Write(piece);
        return mail.ToArray();

        void Write(string text) => mail.Write(Encoding.ASCII.GetBytes(text));
    }

    private static IEnumerable<string> Repeat(string piece, int count) =>
        Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, piece, i));

    /// <summary>Many values in fields that are just short enough.</summary>
    private static string Fields(string name, string value, string separator, int count)
    {
        const int InOneField = 20_000;
        return string.Concat(Enumerable.Range(0, (count + InOneField - 1) / InOneField).Select(field =>
        {
            var values = Repeat(value, Math.Min(InOneField, count - (field * InOneField)));
            return $"{name}: {string.Join($"{separator.TrimEnd()}\r\n ", values)}\r\n";
        }));
    }

    private static string Padding() => string.Concat(Enumerable.Repeat(new string('p', 76) + "\r\n", 100_000));

    private static byte[] Gzip(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return result.ToArray();
    }
}
