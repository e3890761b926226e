using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Text;
using MimeKit;
using MimeKit.Utils;

namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>The Message-IDs that a mail refers to (RFC 5322, 3.6.4). What some programs write there instead is no id: the address of the
/// one who is
/// answered, a sentence, a word such as "null".</summary>
internal static class MailReferences
{
    /// <summary>How many references of a mail count towards its thread: the first ones hold the root, the last ones the
    /// parents.</summary>
    private const int Max = 100;

    /// <summary>A longer Message-ID fits no header line (RFC 5322, 2.1.1); its hash stands for it, in references too.</summary>
    private const int MaxIdBytes = 998;

    /// <summary>The root first, without the mail itself.</summary>
    public static List<string> Read(MimeMessage message, string own)
    {
        var all = new List<string>();
        var seen = new HashSet<string> { "", own };
        HashSet<string>? addresses = null;
        foreach (var id in message.References)
            Add(id, inWords: false);
        if (message.Headers[HeaderId.InReplyTo] is { } inReplyTo)
        {
            var inWords = IsInWords(inReplyTo);
            foreach (var id in MimeUtils.EnumerateReferences(inReplyTo))
                Add(id, inWords);
        }

        if (all.Count > Max)
            all.RemoveRange(Max / 2, all.Count - Max);
        return all;

        void Add(string? id, bool inWords)
        {
            var clean = CleanId(id);
            if (!seen.Add(clean) || (inWords && !clean.AsSpan(0, Math.Max(0, clean.IndexOf('@'))).ContainsAnyInRange('0', '9'))
                || IsNothing(clean))
                return;
            if (clean.Contains('@') && (addresses ??= Addresses(message)).Contains(clean))
                return;
            all.Add(clean);
        }
    }

    /// <summary>An id without the line breaks, white space and control characters that quoted ones may hold.</summary>
    public static string CleanId(string? id)
    {
        var clean = OneLine.Fold(id).Replace(" ", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetByteCount(clean) <= MaxIdBytes
            ? clean
            : $"sha256-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clean)))}";
    }

    /// <summary>"Message from Karl Ott of Monday": an id in it may be one, an address is none.</summary>
    private static bool IsInWords(string field)
    {
        var begin = field.IndexOf('<');
        return begin < 0 ? field.Trim().Contains(' ') : field.AsSpan(0, begin).Trim().Length > 0;
    }

    private static bool IsNothing(string id) => id.ToLowerInvariant() is "null" or "(null)" or "undefined" or "none" or "unknown" or "nil"
        or "no" or "@" or "0" or "null@null" or "undefined@undefined";

    private static HashSet<string> Addresses(MimeMessage message)
    {
        var all = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in (InternetAddressList[])[message.From, message.To, message.Cc, message.Bcc, message.ReplyTo])
        {
            foreach (var mailbox in list.Mailboxes.Take(MailLimits.Addresses))
                all.Add(mailbox.Address ?? "");
        }

        if (message.Sender?.Address is { } sender)
            all.Add(sender);
        return all;
    }
}
