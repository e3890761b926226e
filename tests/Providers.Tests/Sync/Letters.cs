using System.Globalization;
using System.Text;

namespace InboxMind.Providers.Tests.Sync;

/// <summary>Mail to put into mailboxes.</summary>
internal static class Letters
{
    /// <summary>A word that only this mail holds.</summary>
    public static string Word(int number) => $"unique{number:x}word";

    public static byte[] Letter(int number) => Encoding.UTF8.GetBytes(
        $"Return-Path: <anna@example.com>\r\nReceived: from mail.example.com by test; id {number}\r\n"
        + $"From: Anna Berg <anna@example.com>\r\nTo: ben@example.com\r\nSubject: Report number {number}\r\n"
        + $"Date: {new DateTimeOffset(2024, 3, 1, 9, 0, 0, TimeSpan.Zero).AddMinutes(number).ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\r\n"
        + $"Message-ID: <report-{number}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + $"This is the report about {Word(number)}.\r\nIt came with some common words.\r\n");

    public static IEnumerable<byte[]> Many(int count, int first = 0) => Enumerable.Range(first, count).Select(Letter);
}
