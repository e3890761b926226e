using System.Buffers;
using System.Text;
using InboxMind.Core.Import;

namespace InboxMind.Documents.Passages;

/// <summary>Tells a file's kind from its bytes; names and declared types mislead.</summary>
internal static class FileKinds
{
    /// <summary>Bytes that are looked at.</summary>
    private const int Head = 8 * 1024;

    /// <summary>A PDF may begin so far behind its file's beginning.</summary>
    private const int PdfHead = 1024;

    private const int TarMark = 257;

    /// <summary>Control characters that no text has.</summary>
    private static readonly SearchValues<byte> NotInText = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31]);

    public static FileKind Of(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            return FileKind.Empty;
        var head = file[..Math.Min(file.Length, Head)];
        if (head[..Math.Min(head.Length, PdfHead)].IndexOf("%PDF-"u8) >= 0)
            return FileKind.Pdf;
        if (head.StartsWith("{\\rtf"u8))
            return FileKind.Rtf;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return FileKind.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return FileKind.Compound;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return FileKind.Gzip;
        if (head.Length > TarMark && head[TarMark..].StartsWith("ustar"u8))
            return FileKind.Tar;
        return IsPicture(head) ? FileKind.Picture : OfText(head);
    }

    private static bool IsPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            || head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || head.StartsWith("GIF8"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)
        || (head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8))
        || (head.Length > 12 && head[4..].StartsWith("ftyphei"u8)) || (head.StartsWith("BM"u8) && head.ContainsAny(NotInText));

    private static FileKind OfText(ReadOnlySpan<byte> head)
    {
        var isWide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!isWide && head.ContainsAny(NotInText))
            return FileKind.Other;
        var text = (isWide ? (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode) : Encoding.Latin1).GetString(head)
            .TrimStart('\uFEFF', '\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (Begins(text, "BEGIN:VCALENDAR"))
            return FileKind.Calendar;
        if (Begins(text, "BEGIN:VCARD"))
            return FileKind.Card;
        if (Begins(text, "<!doctype html") || Begins(text, "<html")
            || (Begins(text, "<?xml") && text.Contains("<html", StringComparison.Ordinal)))
            return FileKind.Html;
        if (Begins(text, "<?xml"))
            return FileKind.Xml;
        return !isWide && MailFormatSniffer.Sniff(head) == MailFormat.Message && LooksSent(text) ? FileKind.Mail : FileKind.Text;
    }

    /// <summary>A note that begins with "Subject:" is not a mail yet.</summary>
    private static bool LooksSent(string text) =>
        text.Contains("\nFrom:", StringComparison.OrdinalIgnoreCase) || Begins(text, "From:") || Begins(text, "Received:")
        || Begins(text, "Return-Path:");

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
