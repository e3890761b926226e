using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Import;

/// <summary>A file of Apple Mail: the mail's length in bytes on a line, the mail, and a property list with its flags.</summary>
internal static partial class Emlx
{
    private const int MaxDigits = 10;

    /// <summary>Whether a file begins with a length, and then as a mail does.</summary>
    public static bool IsLength(ReadOnlySpan<byte> head) => Length(head, out var begin) is not null
        && HeaderBlock.Look(head[begin..]).Known > 0;

    /// <summary>The mail in a file, its flags and when it came.</summary>
    public static (ReadOnlyMemory<byte> Mail, MailFlags Flags, DateTimeOffset? Received) Read(ReadOnlyMemory<byte> file)
    {
        if (Length(file.Span, out var begin) is not { } length)
            return (file, MailFlags.None, null);
        var end = (int)Math.Min(begin + length, file.Length);
        var list = Encoding.UTF8.GetString(file.Span[end..]);
        var received = Number(ReceivedKey().Match(list));
        return (
            file[begin..end], Flags(Number(FlagsKey().Match(list)) ?? 0),
            received is > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(received.Value) : null);
    }

    private static MailFlags Flags(long bits)
    {
        var flags = MailFlags.None;
        ReadOnlySpan<(int Bit, MailFlags Flag)> known =
        [
            (0, MailFlags.Seen), (1, MailFlags.Deleted), (2, MailFlags.Answered), (4, MailFlags.Flagged), (6, MailFlags.Draft),
            (8, MailFlags.Passed), (9, MailFlags.Passed),
        ];
        foreach (var (bit, flag) in known)
        {
            if ((bits >> bit & 1) != 0)
                flags |= flag;
        }

        return flags;
    }

    private static long? Number(Match match) =>
        match.Success && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
            : null;

    private static long? Length(ReadOnlySpan<byte> file, out int begin)
    {
        begin = file.IndexOf((byte)'\n') + 1;
        var line = file[..begin].Trim(" \t\r\n"u8);
        return line.Length is > 0 and <= MaxDigits
            && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
    }

    [GeneratedRegex(@"<key>flags</key>\s*<integer>(\d{1,18})</integer>", RegexOptions.CultureInvariant)]
    private static partial Regex FlagsKey();

    [GeneratedRegex(@"<key>date-received</key>\s*<integer>(\d{1,18})</integer>", RegexOptions.CultureInvariant)]
    private static partial Regex ReceivedKey();
}
