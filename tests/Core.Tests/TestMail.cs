using System.Text;
using InboxMind.Core.Mail.Parsing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests;

/// <summary>Raw mails for tests, written as text: each character is a byte (Latin-1), each line ends in CRLF.</summary>
internal static class TestMail
{
    public static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The date a source gives when the mail has none.</summary>
    public static readonly DateTimeOffset Fallback = new(2020, 2, 2, 2, 2, 2, TimeSpan.Zero);

    /// <summary>The header of a sane mail, without the empty line after it.</summary>
    public const string Header = """
        From: Anna Okafor <anna@kelpline.example>
        To: mara@kelpline.example
        Subject: Budget
        Date: Mon, 2 Mar 2026 10:00:00 +0100
        Message-ID: <1@kelpline.example>
        MIME-Version: 1.0

        """;

    public static readonly MimeReader Reader = new(new FakeTimeProvider(Now));

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n"));

    public static ReadMail Read(byte[] raw) => Reader.Read(UserId.Local, raw, Fallback);

    public static ReadMail Read(string text) => Read(Bytes(text));

    public static MailMessage Message(string text) => Read(text).Message;

    /// <summary>A mail with a sane header and this body, whose header fields come first.</summary>
    public static MailMessage WithBody(string body) => Message(Header + body);
}
