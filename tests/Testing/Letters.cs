using System.Globalization;
using System.Text;

namespace InboxMind.Testing;

/// <summary>Mail to put into mailboxes, by number.</summary>
public static class Letters
{
    /// <summary>A word that only this mail holds.</summary>
    public static string Word(int number) => $"unique{number:x}word";

    public static DateTimeOffset Date(int number) => new DateTimeOffset(2024, 3, 1, 9, 0, 0, TimeSpan.Zero).AddMinutes(number);

    public static byte[] Letter(int number) => Letter(number, "\r\n");

    /// <summary>The mail as it lies in an mbox: its lines end in LF.</summary>
    public static byte[] UnixLetter(int number) => Letter(number, "\n");

    public static IEnumerable<byte[]> Many(int count, int first = 0) => Enumerable.Range(first, count).Select(Letter);

    /// <summary>Writes an mbox of mails.</summary>
    /// <returns>Its path.</returns>
    public static string Mbox(string path, int count, int first = 0)
    {
        using var file = File.Create(path);
        for (var i = first; i < first + count; i++)
        {
            file.Write("From anna@example.com Fri Mar  1 09:00:00 2024\n"u8);
            file.Write(UnixLetter(i));
            file.Write("\n"u8);
        }

        return path;
    }

    private static byte[] Letter(int number, string newLine) => Encoding.UTF8.GetBytes(string.Join(
        newLine,
        "Return-Path: <anna@example.com>",
        $"Received: from mail.example.com by test; id {number}",
        "From: Anna Berg <anna@example.com>",
        "To: ben@example.com",
        $"Subject: Report number {number}",
        $"Date: {Date(number).ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
        $"Message-ID: <report-{number}@example.com>",
        "Content-Type: text/plain; charset=utf-8",
        "",
        $"This is the report about {Word(number)}.",
        "It came with some common words.",
        ""));
}
