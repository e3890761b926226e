using System.Text;
using System.Text.Unicode;
using InboxMind.Core.Mail.Parsing.Headers;

namespace InboxMind.Core.Import;

/// <summary>Tells the "From " lines that begin a mail of an mbox from those of a text. Programs write them with dates of many forms, or
/// with
/// none; what they have in common is that the header of a mail follows.</summary>
internal static class FromLine
{
    /// <summary>Bytes of the line and of what follows it that are looked at.</summary>
    public const int LookAhead = 4096;

    private const int MaxLine = 512;

    /// <summary>Judges what begins with "From ".</summary>
    /// <param name="text">From there on, <see cref="LookAhead"/> bytes if there are so many.</param>
    /// <param name="afterEmptyLine">Whether an empty line, or nothing, stands before it.</param>
    /// <param name="length">Length of the line with its end.</param>
    /// <param name="date">The date in it, when there is one.</param>
    public static FromLineKind Judge(ReadOnlySpan<byte> text, bool afterEmptyLine, out int length, out DateTimeOffset? date)
    {
        date = null;
        length = text.IndexOf((byte)'\n') + 1;
        if (length == 0)
            length = text.Length;
        if (length > MaxLine)
            return FromLineKind.Text;
        var bytes = text[5..length];
        var line = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes).Trim();
        var fields = HeaderBlock.Look(text[length..]);
        var isDated = LooseDate.HasDayAndTime(WithoutAddress(line), out date);
        if (isDated && fields.All == 0 && afterEmptyLine && text[length..].IndexOf((byte)'\n') is var line1 and > 0
            && HeaderBlock.Look(text[(length + line1 + 1)..]).Known > 1)
            return FromLineKind.Separator;
        if (isDated)
        {
            return fields.Known > 0 || fields.All > 1 || (afterEmptyLine && fields.All > 0) ? FromLineKind.Separator
                : FromLineKind.Doubtful;
        }

        if (fields.Known == 0)
            return FromLineKind.Text;
        return fields is { Known: >= 2, IsClean: true } && IsEnvelope(line) ? FromLineKind.Separator : FromLineKind.Doubtful;
    }

    /// <summary>Whether it could be the sender with or without a date: nothing, "-", an address, or something with a time or
    /// year.</summary>
    private static bool IsEnvelope(string line) => line.Length <= 1 || line.Contains('@') || !line.Contains(' ')
        || line.Split(' ').Any(static p => p.Length >= 4 && p.All(static c => char.IsAsciiDigit(c) || c is ':' or '.' or '-' or '/'));

    private static string WithoutAddress(string line) => line.Contains('@')
        ? string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static p => !p.Contains('@')))
        : line;
}
