namespace InboxMind.Mcp.Tests;

/// <summary>Writes raw mails.</summary>
internal static class Letter
{
    public static string Write(
        string text, string subject = "Pump", string from = "Ben Carter <ben@example.com>", string type = "text/plain", int day = 4) =>
        $"From: {from}\nTo: Anna Berg <anna@example.com>\nSubject: {subject}\nDate: Mon, {day} Mar 2024 10:00:00 +0000\n"
            + $"Message-ID: <{day}-{subject.GetHashCode(StringComparison.Ordinal):x}@example.com>\n"
            + $"Content-Type: {type}; charset=utf-8\n\n{text}\n";

    /// <summary>One with an attachment.</summary>
    public static string WithAttachment(string name, string type, string content) =>
        "From: Ben Carter <ben@example.com>\nTo: Anna Berg <anna@example.com>\nSubject: Files\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n"
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the gallinule file.\n"
            + $"--b\nContent-Type: {type}\nContent-Disposition: attachment; filename={name}\n\n{content}\n--b--\n";
}
