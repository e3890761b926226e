using System.Collections.Frozen;
using System.Text;

namespace InboxMind.Core.Import;

/// <summary>What a text has of a mail's header at its beginning.</summary>
/// <param name="All">Header fields.</param>
/// <param name="Known">Those of them that only mail has.</param>
/// <param name="IsClean">Whether the block has nothing else in it.</param>
internal readonly record struct HeaderBlock(int All, int Known, bool IsClean)
{
    /// <summary>Longer names are none that a program writes.</summary>
    private const int MaxName = 76;

    /// <summary>Fields looked at.</summary>
    private const int MaxFields = 50;

    /// <summary>Fields that only mail has.</summary>
    private static readonly FrozenSet<string> MailHeaders = new[]
    {
        "From", "Date", "Subject", "Received", "To", "Cc", "Bcc", "Message-ID", "Return-Path", "Delivered-To", "MIME-Version", "Sender",
        "Reply-To", "In-Reply-To", "References", "Envelope-To", "X-Mozilla-Status", "X-Mozilla-Status2", "X-GM-THRID", "X-Gmail-Labels",
        "X-UID", "X-UIDL", "X-Account-Key", "X-Original-To", "X-Envelope-From", "DKIM-Signature", "List-Id", "Status", "X-Status",
        "X-Evolution", "X-KMail-EncryptionState",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at a text up to its first empty line.</summary>
    public static HeaderBlock Look(ReadOnlySpan<byte> text)
    {
        int all = 0, known = 0;
        while (!text.IsEmpty && all < MaxFields)
        {
            var end = text.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[end..].StartsWith("\r\n"u8) ? text[(end + 2)..] : text[(end + 1)..];
            if (line.IsEmpty)
                break;
            if ((all > 0 && line[0] is (byte)' ' or (byte)'\t') || line.StartsWith(">From "u8))
                continue;
            if (Name(line) is not { } name)
            {
                // The text may end within a line.
                return new HeaderBlock(all, known, all > 0 && end < 0);
            }

            all++;
            if (MailHeaders.Contains(name))
                known++;
        }

        return new HeaderBlock(all, known, all > 0);
    }

    /// <summary>The name of the field that a line begins; null when it begins none.</summary>
    private static string? Name(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon is <= 0 or > MaxName)
            return null;
        var name = line[..colon].TrimEnd((byte)' ');
        return name.IsEmpty || name.ContainsAnyExceptInRange((byte)33, (byte)126) || line[colon..].StartsWith("://"u8)
            ? null
            : Encoding.ASCII.GetString(name);
    }
}
