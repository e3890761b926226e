using System.Collections.Frozen;
using System.Text;

namespace InboxMind.Core.Import;

/// <summary>What a file holds.</summary>
internal enum MailFormat
{
    /// <summary>Nothing that looks like mail.</summary>
    None,

    /// <summary>One mail.</summary>
    Message,

    /// <summary>Any number of mails, each after a "From " line (RFC 4155).</summary>
    Mbox,

    /// <summary>An mbox compressed by gzip (RFC 1952).</summary>
    GzipMbox,
}

/// <summary>Tells from a file's first bytes what it holds; names mislead.</summary>
internal static class MailFormatSniffer
{
    public const int HeadBytes = 8192;

    /// <summary>What is enough to tell an mbox.</summary>
    public const int MboxHeadBytes = 16;

    /// <summary>Fields that only mail has.</summary>
    private static readonly FrozenSet<string> MailHeaders = new[]
    {
        "From", "Date", "Subject", "Received", "To", "Cc", "Bcc", "Message-ID", "Return-Path", "Delivered-To", "MIME-Version", "Sender",
        "Reply-To",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static MailFormat Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return MailFormat.GzipMbox;
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        if (head.StartsWith("From "u8))
            return MailFormat.Mbox;
        return HasMailHeader(head) ? MailFormat.Message : MailFormat.None;
    }

    /// <summary>Whether the head is a block of header fields, one of which only mail has.</summary>
    private static bool HasMailHeader(ReadOnlySpan<byte> head)
    {
        var found = false;
        while (head.Length > 0)
        {
            var end = head.IndexOf((byte)'\n');
            var line = end < 0 ? head : head[..end];
            head = end < 0 ? [] : head[(end + 1)..];
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
                return found;
            if (line[0] is (byte)' ' or (byte)'\t' || line.StartsWith(">From "u8))
                continue;
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].TrimEnd((byte)' ').ContainsAnyExceptInRange((byte)33, (byte)126))
                return found && end < 0;
            found |= MailHeaders.Contains(Encoding.ASCII.GetString(line[..colon]).TrimEnd());
        }

        return found;
    }
}
