namespace InboxMind.Core.Import;

/// <summary>Files that hold mail in a form that is not read: what to do with them.</summary>
internal static class ForeignFormat
{
    /// <summary>A sentence for the user; null when it is nothing known.</summary>
    public static string? Advice(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("!BDN"u8))
            return "it is an Outlook data file (.pst, .ost); name it itself to inboxmind import, which reads it where readpst is installed";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return "it is a file of Office, or of Outlook and no mail";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xAD, 0x12, 0xFE]))
            return "it is a folder of Outlook Express (.dbx); write it as mbox first, for example with readdbx";
        if (head.StartsWith("*mbx*"u8))
            return "it is a folder of UW IMAP (mbx); write it as mbox first, for example with mailutil";
        if (head.StartsWith((ReadOnlySpan<byte>)[1, 1, 1, 1, (byte)'\n']))
            return "it is an MMDF folder; write it as mbox first, for example with formail or mutt";
        if (head.StartsWith("BABYL OPTIONS"u8))
            return "it is a Babyl folder; write it as mbox first, for example with Emacs (unrmail)";
        return head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])
            || head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])
            || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])
            ? "it is an archive of a kind that is not read; unpack it and import what comes out"
            : null;
    }
}
