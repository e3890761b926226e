using System.Globalization;
using System.Text;

namespace InboxMind.Server.Tests;

/// <summary>Generates mail to import.</summary>
internal static class Mailbox
{
    public static byte[] Mail(int number) => Encoding.UTF8.GetBytes(
        $"From: Anna Berg <anna@example.com>\nTo: ben@example.com\nSubject: Report number {number}\n"
        + $"Date: {Date(number).ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\n"
        + $"Message-ID: <report-{number}@example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
        + $"This is the report about {Word(number)}.\nIt came with some common words for everyone and mentions number {number * 7919 % 1000}.\n");

    public static DateTimeOffset Date(int number) => new DateTimeOffset(2024, 3, 1, 9, 0, 0, TimeSpan.Zero).AddMinutes(number);

    /// <summary>A word that only this mail holds.</summary>
    public static string Word(int number) => $"unique{number:x}word";

    /// <summary>Writes an mbox of mails.</summary>
    public static string Mbox(string path, int count, int first = 0)
    {
        using var file = File.Create(path);
        for (var i = first; i < first + count; i++)
        {
            file.Write("From anna@example.com Fri Mar  1 09:00:00 2024\n"u8);
            file.Write(Mail(i));
            file.Write("\n"u8);
        }

        return path;
    }
}
