using System.Globalization;

namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>Reads dates as programs write them who do not keep to RFC 5322: names of months in other languages, ISO 8601, the year last or
/// first, years of two and three digits, dots in the time, AM and PM, a zone by name or none (then UTC).</summary>
internal static class LooseDate
{
    private const int MaxLength = 200;

    /// <summary>Reads a date with its time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="near">A date it should be close to, which decides between day and month where both are numbers; null when nothing is
    /// known.</param>
    /// <returns>Null when there is no date in it.</returns>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text, DateTimeOffset? near = null) =>
        Scan(text) is { } parts ? parts.ToDate(near) : null;

    /// <summary>Whether a text gives both a day and a time of day.</summary>
    public static bool HasDayAndTime(ReadOnlySpan<char> text, out DateTimeOffset? date)
    {
        var parts = Scan(text);
        date = parts?.ToDate(null);
        return parts is { HasTime: true } && (date is not null || parts.HasNamedDay);
    }

    private static LooseDateParts? Scan(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty || text.Length > MaxLength)
            return null;
        var parts = new LooseDateParts();
        while (!text.IsEmpty)
        {
            var length = Token(text);
            if (length == 0)
                length = Other(text, parts);
            else if (char.IsAsciiDigit(text[0]))
                length = Digits(text, length, parts);
            else
                parts.Word(text[..length]);
            text = text[length..];
        }

        return parts;
    }

    /// <summary>How many letters, or how many digits, the text begins with.</summary>
    private static int Token(ReadOnlySpan<char> text)
    {
        var digits = char.IsAsciiDigit(text[0]);
        var length = 0;
        while (length < text.Length && (digits ? char.IsAsciiDigit(text[length]) : IsLetter(text[length])))
            length++;
        return length;
    }

    private static bool IsLetter(char c) => char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static int Other(ReadOnlySpan<char> text, LooseDateParts parts)
    {
        switch (text[0])
        {
            case '+' or '-' or '\u2212' when parts.HasTime && text.Length > 1 && char.IsAsciiDigit(text[1]) && !IsDayBehindTime(text):
                return Offset(text, parts);
            case '(' when text.IndexOf(')') is var end and > 0:
                // A comment names the zone once more.
                if (!parts.HasZone && Token(text[1..]) is var letters and > 0 && !char.IsAsciiDigit(text[1]))
                    parts.Word(text[1..(letters + 1)]);
                return end + 1;
            default:
                return 1;
        }
    }

    /// <summary>10:15 2026-03-11.</summary>
    private static bool IsDayBehindTime(ReadOnlySpan<char> text)
    {
        var end = 1 + Token(text[1..]);
        return text[0] == '-' && end <= 3 && end < text.Length && text[end] == '-';
    }

    /// <summary>+0100, +01:00, +01, +1; -0000 is UTC.</summary>
    private static int Offset(ReadOnlySpan<char> text, LooseDateParts parts)
    {
        var length = 1 + Token(text[1..]);
        var number = text[1..length];
        if (number.Length > 4)
            return length;
        var hours = int.Parse(number.Length > 2 ? number[..^2] : number, CultureInfo.InvariantCulture);
        var minutes = number.Length > 2 ? int.Parse(number[^2..], CultureInfo.InvariantCulture) : 0;
        if (number.Length <= 2 && length + 2 < text.Length && text[length] == ':' && IsTwoDigits(text[(length + 1)..]))
        {
            minutes = int.Parse(text.Slice(length + 1, 2), CultureInfo.InvariantCulture);
            length += 3;
        }

        parts.SetOffset((text[0] == '+' ? 1 : -1) * ((hours * 60) + minutes));
        return length;
    }

    private static int Digits(ReadOnlySpan<char> text, int length, LooseDateParts parts)
    {
        if (length > 10)
            return length;
        var rest = text[length..];
        var number = long.Parse(text[..length], CultureInfo.InvariantCulture);
        if (!parts.HasTime && length <= 2 && IsTime(text, length, parts, out var taken))
            return taken;
        if (length >= 9 && rest.IsEmpty && parts.IsEmpty)
            parts.SetUnix(number);
        else if (length == 8 && parts.IsEmpty)
            parts.SetCompact((int)number);
        else if (parts.HasTime && !parts.HasZone && length == 4 && parts.HasYear)
            // The sign of the zone was lost.
            parts.SetOffset((int)((number / 100 * 60) + (number % 100)));
        else
            parts.Number((int)Math.Min(number, int.MaxValue), length, rest.IsEmpty ? '\0' : rest[0]);
        return length;
    }

    /// <summary>9:48, 09:48:37, 09:48:37.123, and with dots: 9.48.37.</summary>
    private static bool IsTime(ReadOnlySpan<char> text, int length, LooseDateParts parts, out int taken)
    {
        taken = length;
        if (text.Length < length + 3 || text[length] is not (':' or '.' or 'h' or '時' or '时') || !IsTwoDigits(text[(length + 1)..]))
            return false;
        var mark = text[length];
        if (mark == '.' && !parts.MayHaveDottedTime)
            return false;
        var minutes = int.Parse(text.Slice(length + 1, 2), CultureInfo.InvariantCulture);
        var end = length + 3;
        var seconds = 0;
        if (end + 2 < text.Length && text[end] is ':' or '.' && text[end] == mark && IsTwoDigits(text[(end + 1)..]))
        {
            seconds = int.Parse(text.Slice(end + 1, 2), CultureInfo.InvariantCulture);
            end += 3;
        }
        else if (mark == '.' && end < text.Length && text[end] == '.')
        {
            // 11.03.2026 is a day.
            return false;
        }

        if (end + 1 < text.Length && text[end] is '.' or ',' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            end += Token(text[end..]);
        }

        var hours = int.Parse(text[..length], CultureInfo.InvariantCulture);
        if (hours > 24 || minutes > 59 || seconds > 60)
            return false;
        parts.SetTime(hours, minutes, seconds);
        taken = end;
        return true;
    }

    private static bool IsTwoDigits(ReadOnlySpan<char> text) =>
        text.Length >= 2 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && (text.Length == 2 || !char.IsAsciiDigit(text[2]));
}
