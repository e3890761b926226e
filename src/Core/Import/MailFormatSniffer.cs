using System.Collections.Frozen;
using System.Text;

namespace InboxMind.Core.Import;

/// <summary>Tells from a file's first bytes what it holds; names mislead.</summary>
internal static class MailFormatSniffer
{
    public const int HeadBytes = 8192;

    /// <summary>Where a tar archive has its mark.</summary>
    private const int TarMark = 257;

    /// <summary>Lines before a mail's header that are passed over.</summary>
    private const int MaxForeignLines = 3;

    /// <summary>Fields that only mail has.</summary>
    private static readonly FrozenSet<string> MailHeaders = new[]
    {
        "From", "Date", "Subject", "Received", "To", "Cc", "Bcc", "Message-ID", "Return-Path", "Delivered-To", "MIME-Version", "Sender",
        "Reply-To",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tells what begins so. What gzip has packed is told from what comes out (<see cref="SniffUnpacked"/>).</summary>
    public static MailFormat Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return MailFormat.GzipMbox;
        if (head.StartsWith("PK\u0003\u0004"u8))
            return MailFormat.Zip;
        if (head.Length > TarMark && head[TarMark..].StartsWith("ustar"u8))
            return MailFormat.Tar;
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        if (head.Contains((byte)'\r') && !head.Contains((byte)'\n'))
        {
            var copy = head.ToArray();
            copy.AsSpan().Replace((byte)'\r', (byte)'\n');
            head = copy;
        }

        var first = head.TrimStart("\r\n"u8);
        if (first.StartsWith("From "u8) && FromLine.Judge(first, true, out _, out _) != FromLineKind.Text)
            return MailFormat.Mbox;
        if (HasMailHeader(head))
            return MailFormat.Message;
        if (Emlx.IsLength(head))
            return MailFormat.Emlx;
        return HasLateHeader(head) ? MailFormat.Message : MailFormat.None;
    }

    /// <summary>Tells what a gzip file holds that unpacks to this.</summary>
    public static MailFormat SniffUnpacked(ReadOnlySpan<byte> head) => Sniff(head) switch
    {
        MailFormat.Mbox => MailFormat.GzipMbox,
        MailFormat.Tar => MailFormat.GzipTar,
        _ => MailFormat.None,
    };

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

    /// <summary>Whether a mail's header begins after a few lines that are none of it.</summary>
    private static bool HasLateHeader(ReadOnlySpan<byte> head)
    {
        for (var i = 0; i < MaxForeignLines && head.IndexOf((byte)'\n') is var end and >= 0; i++)
        {
            head = head[(end + 1)..];
            if (HeaderBlock.Look(head) is { Known: >= 3, IsClean: true })
                return true;
        }

        return false;
    }
}
