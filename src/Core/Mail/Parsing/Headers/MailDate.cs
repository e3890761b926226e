using MimeKit;
using MimeKit.Utils;

namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>When a mail was written: its Date (RFC 5322, 3.6.1) when that can be believed, else the newest Received that can,
/// else what the source knows.</summary>
internal static class MailDate
{
    /// <summary>The first network mail was sent in 1971; what is older is a broken clock.</summary>
    private static readonly DateTimeOffset Earliest = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Clocks and zones may be off by this much before a date counts as absurd.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    public static (DateTimeOffset Date, DateSource Source) Read(MimeMessage message, DateTimeOffset fallback, DateTimeOffset now)
    {
        if (message.Headers[HeaderId.Date] is { } text && Parse(text, message, now) is { } date)
            return (date, DateSource.Header);
        return Received(message, now) is { } received ? (received, DateSource.Received) : (ToSecond(fallback), DateSource.Storage);
    }

    private static DateTimeOffset? Received(MimeMessage message, DateTimeOffset now)
    {
        foreach (var header in message.Headers)
        {
            if (header.Id != HeaderId.Received)
                continue;
            var at = header.Value.LastIndexOf(';');
            if (at >= 0 && Parse(header.Value[(at + 1)..], null, now) is { } received)
                return received;
        }

        return null;
    }

    private static DateTimeOffset? Parse(string text, MimeMessage? message, DateTimeOffset now)
    {
        if (IsUsual(text) && DateUtils.TryParse(text, out var usual))
            return Believed(usual, now);
        if (Believed(LooseDate.Read(text, message is null ? null : Received(message, now)), now) is { } loose)
            return loose;
        return DateUtils.TryParse(text, out var date) ? Believed(date, now) : null;
    }

    private static DateTimeOffset? Believed(DateTimeOffset? date, DateTimeOffset now) =>
        date >= Earliest && date <= now + Ahead ? ToSecond(date.Value) : null;

    /// <summary>Whether it begins as RFC 5322 says: <c>Mon, 2 Mar 2026 10:</c>, with the day of the week or without.</summary>
    private static bool IsUsual(ReadOnlySpan<char> text)
    {
        text = text[(text.IndexOf(',') + 1)..].TrimStart();

        // Of a time with fractions of a second the usual way takes the day alone.
        if (text.LastIndexOf(':') is var colon and >= 0 && text[colon..].IndexOf('.') is 3)
            return false;
        var day = Digits(text);
        if (day is 0 or > 2 || text.Length < day + 11 || text[day] != ' ' || text[day + 4] != ' ')
            return false;
        return text.Slice(day + 1, 3) is "Jan" or "Feb" or "Mar" or "Apr" or "May" or "Jun"
                or "Jul" or "Aug" or "Sep" or "Oct" or "Nov" or "Dec"
            && Digits(text[(day + 5)..]) == 4 && text[(day + 9)..].IndexOf(':') is 2 or 3
            && !text[(day + 9)..].TrimStart().StartsWith("24:") && text.IndexOfAny("GU") is var zone
            && (zone < 0 || text[zone..].IndexOfAny('+', '-') < 0);
    }

    private static int Digits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;

    private static DateTimeOffset ToSecond(DateTimeOffset date) => DateTimeOffset.FromUnixTimeSeconds(date.ToUnixTimeSeconds());
}
