using System.Text;
using MimeKit;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Finds where a mail begins in bytes that have something before it: a byte order mark, a line of an mbox, a line that some
/// program put
/// there; and reads line ends of CR alone as LF.</summary>
internal static class RawMailStart
{
    /// <summary>Lines before the header that are passed over.</summary>
    private const int MaxForeignLines = 5;

    /// <summary>Bytes that are looked at for line ends.</summary>
    private const int MaxLooked = 64 * 1024;

    private const int MaxName = 76;

    /// <summary>The mail, from its first header field on.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> raw)
    {
        var looked = raw.Span[..Math.Min(MaxLooked, raw.Length)];
        if (!looked.Contains((byte)'\n') && looked.Contains((byte)'\r'))
        {
            var copy = raw.ToArray();
            copy.AsSpan().Replace((byte)'\r', (byte)'\n');
            raw = copy;
        }

        if (raw.Span.StartsWith("\uFEFF"u8))
            raw = raw[3..];
        for (var i = 0; i < MaxForeignLines && (raw.Span.StartsWith("From "u8) || raw.Span.StartsWith(">From "u8)); i++)
            raw = raw[End(raw.Span)..];
        return IsField(raw.Span) ? raw : SkipForeign(raw);
    }

    /// <summary>Without the lines before two fields that a mail has; all of it when there are none such.</summary>
    private static ReadOnlyMemory<byte> SkipForeign(ReadOnlyMemory<byte> raw)
    {
        var rest = raw;
        for (var i = 0; i < MaxForeignLines && !rest.IsEmpty; i++)
        {
            rest = rest[End(rest.Span)..];
            if (IsMailField(rest.Span) && IsField(rest.Span[End(rest.Span)..]))
                return rest;
        }

        return raw;
    }

    private static int End(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : text.Length;

    private static bool IsField(ReadOnlySpan<byte> text) => NameLength(text) > 0 || (text.Length > 0 && text[0] is (byte)' ' or (byte)'\t');

    private static bool IsMailField(ReadOnlySpan<byte> text) =>
        NameLength(text) is var length and > 0 && new Header(Encoding.ASCII.GetString(text[..length]), "").Id != HeaderId.Unknown;

    /// <summary>Length of the name of the field that the text begins with; 0 when it begins with none.</summary>
    private static int NameLength(ReadOnlySpan<byte> text)
    {
        var colon = text[..Math.Min(MaxName, text.Length)].IndexOf((byte)':');
        return colon > 0 && !text[..colon].TrimEnd((byte)' ').ContainsAnyExceptInRange((byte)33, (byte)126)
            ? text[..colon].TrimEnd((byte)' ').Length : 0;
    }
}
