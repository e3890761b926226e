using System.Globalization;
using System.Text;

namespace InboxMind.Core.Import;

/// <summary>What mail programs note in the header of a mail that lies in an mbox: its flags, that it was deleted, its labels.</summary>
/// <param name="Flags">The flags.</param>
/// <param name="Labels">Gmail's labels; null when it has none.</param>
internal readonly record struct MboxMarks(MailFlags Flags, GmailLabels? Labels)
{
    /// <summary>Bytes of the header that are looked at.</summary>
    private const int MaxHeader = 64 * 1024;

    public static MboxMarks Read(ReadOnlySpan<byte> mail)
    {
        var header = mail[..Math.Min(mail.Length, MaxHeader)];
        if (header.IndexOf("\n\n"u8) is var lf and >= 0)
            header = header[..(lf + 1)];
        if (header.IndexOf("\n\r\n"u8) is var crlf and >= 0)
            header = header[..(crlf + 1)];
        if (header.IndexOf("Status:"u8) < 0 && header.IndexOf("X-Gmail-Labels:"u8) < 0 && header.IndexOf("X-Evolution:"u8) < 0)
            return default;

        var flags = MailFlags.None;
        GmailLabels? labels = null;

        // Thunderbird and Takeout write theirs above the rest; below it they are the sender's.
        var isTop = true;
        while (!header.IsEmpty)
        {
            var field = NextField(ref header);
            var colon = field.IndexOf((byte)':');
            if (colon <= 0)
                continue;
            var value = field[(colon + 1)..].Trim(" \t\r\n"u8);
            switch (Encoding.ASCII.GetString(field[..colon]).ToLowerInvariant())
            {
                case "x-mozilla-status" when isTop:
                    flags |= Mozilla(value);
                    break;
                case "x-gmail-labels" when isTop:
                    labels ??= GmailLabels.Read(value);
                    break;
                case "x-evolution":
                    flags |= Evolution(value);
                    break;
                case "status" or "x-status":
                    flags |= Letters(value);
                    break;
                case "received" or "from" or "date" or "return-path" or "delivered-to":
                    isTop = false;
                    break;
            }
        }

        return new MboxMarks(flags | (labels?.Flags ?? MailFlags.None), labels);
    }

    /// <summary>A field with its folded lines.</summary>
    private static ReadOnlySpan<byte> NextField(ref ReadOnlySpan<byte> header)
    {
        var length = 0;
        do
        {
            var end = header[length..].IndexOf((byte)'\n');
            length = end < 0 ? header.Length : length + end + 1;
        }
        while (length < header.Length && header[length] is (byte)' ' or (byte)'\t');
        var field = header[..length];
        header = header[length..];
        return field;
    }

    private static MailFlags Mozilla(ReadOnlySpan<byte> value)
    {
        if (!int.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            return MailFlags.None;
        return ((bits & 0x1) != 0 ? MailFlags.Seen : 0) | ((bits & 0x2) != 0 ? MailFlags.Answered : 0)
            | ((bits & 0x4) != 0 ? MailFlags.Flagged : 0) | ((bits & 0x8) != 0 ? MailFlags.Deleted : 0)
            | ((bits & 0x1000) != 0 ? MailFlags.Passed : 0);
    }

    /// <summary>The number behind the dash.</summary>
    private static MailFlags Evolution(ReadOnlySpan<byte> value)
    {
        if (!int.TryParse(value[(value.IndexOf((byte)'-') + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var bits))
            return MailFlags.None;
        return ((bits & 0x1) != 0 ? MailFlags.Answered : 0) | ((bits & 0x2) != 0 ? MailFlags.Deleted : 0)
            | ((bits & 0x4) != 0 ? MailFlags.Draft : 0) | ((bits & 0x8) != 0 ? MailFlags.Flagged : 0) | ((bits & 0x10) != 0
                ? MailFlags.Seen : 0);
    }

    private static MailFlags Letters(ReadOnlySpan<byte> value)
    {
        var flags = MailFlags.None;
        if (value.Length > 8)
            return flags;
        foreach (var letter in value)
        {
            flags |= letter switch
            {
                (byte)'R' => MailFlags.Seen,
                (byte)'A' => MailFlags.Answered,
                (byte)'F' => MailFlags.Flagged,
                (byte)'D' => MailFlags.Deleted,
                (byte)'T' => MailFlags.Draft,
                _ => MailFlags.None,
            };
        }

        return flags;
    }
}
