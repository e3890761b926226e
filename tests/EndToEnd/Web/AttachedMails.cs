using System.Text;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Web;

/// <summary>Mails with files of each kind that the page shows, from people of whom two addresses may be one's.</summary>
internal static class AttachedMails
{
    private const string Ours = "jon@harbour.example";

    /// <summary>The mails, with the folder and file that each lies in.</summary>
    public static IReadOnlyList<(string Path, byte[] Mail)> All { get; } =
    [
        Letter(
            1, "Mira Okonjo <mira@harbour.example>", Ours, "Lease of the boat shed",
            "Jon, here is the lease.\n\n-- \nMira\nTel: +47 22 00 00 11", "lease.pdf"),
        Letter(2, "Mira Okonjo <mira.okonjo@home.example>", Ours, "Costs of the roof", "The costs, as promised.", "costs.xlsx"),
        Letter(3, "Mira Okonjo <mira@harbour.example>", Ours, "Opening of the library", "The slides for Tuesday.", "plan.pptx"),
        Letter(4, "Tove Halvorsen <tove@slate.example>", Ours, "Papers under lock", "The password follows.", "locked.pdf"),
        Letter(
            5, "Jon Brekke <jon@harbour.example>", "mira@harbour.example", "Can you sign the lease?",
            "Mira, can you sign the lease by Friday?"),
    ];

    private static (string Path, byte[] Mail) Letter(
        int day, string from, string to, string subject, string text, params string[] papers)
    {
        var letter = new StringBuilder()
            .Append($"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Mon, {day} Jun 2026 09:00:00 +0000\r\n")
            .Append($"Message-ID: <papers-{day}@harbour.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")
            .Append($"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
        foreach (var paper in papers)
        {
            var file = File.ReadAllBytes(Path.Combine(Repository.Folder, "tests", "Documents.Tests", "Papers", paper));
            letter.Append($"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={paper}\r\n")
                .Append("Content-Transfer-Encoding: base64\r\n\r\n")
                .Append(Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        }

        var folder = to == Ours ? "Inbox" : "Sent";
        return ($"{folder}/{day}.eml", Encoding.UTF8.GetBytes(letter.Append("--b--\r\n").ToString()));
    }
}
