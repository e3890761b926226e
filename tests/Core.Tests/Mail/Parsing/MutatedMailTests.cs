using CsCheck;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Text;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Mail.Parsing;

/// <summary>Mails that were damaged or made to cost: reading never throws, keeps to the limits, and gives the same twice.</summary>
public sealed class MutatedMailTests
{
    private static readonly MimeReader Reader = new(new FakeTimeProvider(TestMail.Now));

    /// <summary>One of each kind that is read in a way of its own.</summary>
    private static readonly byte[][] Seeds =
    [
        TestMail.Bytes(TestMail.Header + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; "
            + "charset=utf-8\n\nOn Monday Otto wrote:\n"
            + "> the ropes\n\nnew\n--b\nContent-Type: text/html\n\n<table><tr><td>a<td><img "
                + "alt=b></table><ol><li>x</ol><style>.a{display:none}</style>\n--b--\n"),
        TestMail.Bytes("From: =?koi8-r?B?68zA3sk=?= <a@x.example>, m..n@x.example\nSubject: =?utf-8?Q?a=C3?= =?utf-8?Q?=B6?= \u00f6\n"
            + "Date: mar. 3 f\u00e9vr. 2026 10h05\n"
            + "In-Reply-To: Message from a@x.example\nContent-Type: text/plain; charset=utf-7\n\nHi +AOk- \u00e9\n"),
        TestMail.Bytes(TestMail.Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nFrom: "
            + "b@x.example\nSubject: in\n\nx\n--b\n"
            + "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:a\\, b\n"
                + "DTSTART;TZID=\"Europe/Oslo\":20260907T090000\n"
            + "DURATION:P1DT2H\nRRULE:FREQ=WEEKLY;BYDAY=2MO\nATTENDEE;CN=\"x\":mailto:y\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"),
        TestMail.Bytes(TestMail.Header + "Content-Type: text/rtf\n\n{\\rtf1\\ansicpg1251 \\'ca\\u8364? {\\*\\x y}\\par z}\n"),
        TestMail.Bytes(TestMail.Header + "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
            + "eJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAECgAwAAgBBAEEA\n"),
        TestMail.Bytes(TestMail.Header + "Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: "
            + "base64\n\n"
            + "MIIBBgYJKoZIhvcNAQcCoIH4MIH1AgEBMQ8wDQYJYIZIAWUDBAIBBQAwCwYJKoZIhvcNAQcB\n"),
        TestMail.Bytes("From - Mon Mar  2 10:00:00 2026\n\u00ef\u00bb\u00bfBanner\n" + TestMail.Header
            + "Content-Type: text/plain; format=flowed\n\n-----BEGIN PGP SIGNED MESSAGE-----\n\n- a \nb\n-----BEGIN PGP SIGNATURE-----\n"),
    ];

    [Fact]
    public void TryRead_MutatedMail_NeverThrowsAndGivesTheSameTwice()
    {
        var change = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Byte);
        Gen.Select(Gen.Int[0, Seeds.Length - 1], change.Array[1, 8]).Sample(
            static (seed, changes) =>
            {
                var raw = Seeds[seed];
                foreach (var (kind, at, length, value) in changes)
                    raw = Mutate(raw, kind, at, length, value);
                var before = raw.ToArray();

                var (one, problem) = Reader.TryRead(UserId.Local, raw, TestMail.Fallback);
                var (other, again) = Reader.TryRead(UserId.Local, raw, TestMail.Fallback);

                raw.ShouldBe(before);
                again.ShouldBe(problem);
                if (one is null)
                {
                    problem.ShouldNotBeNullOrWhiteSpace();

                    // A reason that names an exception is one nobody thought of.
                    problem.ShouldNotContain("Exception");
                    return;
                }

                (other!.Message.Id, other.Message.Text, other.Message.Subject, other.Message.Date)
                    .ShouldBe((one.Message.Id, one.Message.Text, one.Message.Subject, one.Message.Date));
                one.Message.Attachments.Count.ShouldBe(other.Message.Attachments.Count);
                for (var i = 1; i <= one.Message.Attachments.Count; i++)
                    TestMail.Reader.Attachment(UserId.Local, raw, i).ShouldNotBeNull();
                TestMail.Reader.Open(UserId.Local, raw).ShouldNotBeNull();
                var text = NewText.Extract(one.Message.Text);
                Chunker.Cut(text, new Characters(), 200).Sum(static c => c.Length).ShouldBeGreaterThanOrEqualTo(Math.Min(text.Length, 1));
            },
            iter: Iterations.Of(3_000));
    }

    [Theory]
    [InlineData("multipart")]
    [InlineData("message")]
    [InlineData("html")]
    [InlineData("calendar")]
    [InlineData("longHeader")]
    [InlineData("encodedWords")]
    [InlineData("rawHeader")]
    [InlineData("longHtml")]
    [InlineData("pictures")]
    [InlineData("lists")]
    public void TryRead_MailMadeToCost_IsReadOrRefusedInTime(string kind)
    {
        var raw = Costly(kind);

        var (read, problem) = Quickly.Run(() => Reader.TryRead(UserId.Local, raw, TestMail.Fallback));

        (read is null).ShouldBe(problem is not null);
        (problem ?? "").ShouldNotContain("Exception");
        if (read is not null)
            Quickly.Run(() => NewText.Extract(read.Message.Text)).Length.ShouldBeLessThanOrEqualTo(MailLimits.Text);
    }

    private static byte[] Costly(string kind) => kind switch
    {
        "multipart" => Nested(1_000, static i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"),
        "message" => Nested(1_000, static _ => "From: a@x.example\nContent-Type: message/rfc822\n\n"),
        "html" => Html(string.Concat(Enumerable.Repeat("<div><b>", 50_000))),
        "calendar" => TestMail.Bytes(TestMail.Header + "Content-Type: text/calendar\n\n"
            + string.Concat(Enumerable.Repeat("BEGIN:VEVENT\n ATTENDEE;CN=\"x\n", 40_000))),
        "longHeader" => TestMail.Bytes($"From: a@x.example\nSubject: {new string('x', 10_000_000)}\n\nx"),
        "encodedWords" => TestMail.Bytes($"From: a@x.example\nSubject: "
            + $"{string.Concat(Enumerable.Repeat("=?utf-8?Q?=C3?= ", 60_000))}\n\nx"),
        "rawHeader" => TestMail.Bytes(
            "From: " + string.Concat(Enumerable.Repeat("\u00e9\u00f6 <a..b@x.example>, ", 4_000)) + "\nSubject: " + new string('\u00e9',
                900_000)
                + "\n\nx"),
        "longHtml" => Html(string.Concat(Enumerable.Repeat("<p>A line of a long page.</p>", 1_800_000))),
        "pictures" => Html(string.Concat(Enumerable.Repeat("<img alt='a picture of a boat' style='width:20px'>", 100_000))),
        _ => Html(string.Concat(Enumerable.Repeat("<ol><li>x", 100_000))),
    };

    private static byte[] Html(string html) => TestMail.Bytes($"{TestMail.Header}Content-Type: text/html\n\n{html}");

    private static byte[] Nested(int levels, Func<int, string> open) =>
        TestMail.Bytes(TestMail.Header + string.Concat(Enumerable.Range(0, levels).Select(open)) + "Content-Type: text/plain\n\nend\n");

    private static byte[] Mutate(byte[] raw, int kind, int at, int length, byte value)
    {
        if (raw.Length == 0)
            return raw;
        at %= raw.Length;
        length = Math.Min(length % 200, raw.Length - at);
        return kind switch
        {
            0 => [.. raw[..at], value, .. raw[(at + 1)..]],
            1 => raw[..at],
            2 => [.. raw[..at], .. raw[(at + length)..]],
            3 => [.. raw[..at], .. raw.AsSpan(at, length), .. raw[at..]],
            4 => [.. raw[..at], .. Seeds[value % Seeds.Length].AsSpan(Math.Min(at, Seeds[value % Seeds.Length].Length))],
            _ => [.. raw[..at], (byte)(raw[at] ^ (1 << (value % 8))), .. raw[(at + 1)..]],
        };
    }

    private sealed class Characters : Core.Index.ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => text.Length;

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Math.Min(text.Length, maxTokens);
    }
}
