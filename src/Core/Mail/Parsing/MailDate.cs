using MimeKit;
using MimeKit.Utils;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>When a mail was written: its Date (RFC 5322, 3.6.1) when that can be believed, else the newest Received that can,
/// else what the source knows.</summary>
internal static class MailDate
{
    /// <summary>The first network mail was sent in 1971; what is older is a broken clock.</summary>
    private static readonly DateTimeOffset Earliest = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Clocks and zones may be off by this much before a date counts as absurd.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    public static DateTimeOffset Read(MimeMessage message, DateTimeOffset fallback, DateTimeOffset now)
    {
        if (message.Headers[HeaderId.Date] is { } text && Parse(text, now) is { } date)
            return date;

        foreach (var header in message.Headers)
        {
            if (header.Id != HeaderId.Received)
                continue;
            var at = header.Value.LastIndexOf(';');
            if (at >= 0 && Parse(header.Value[(at + 1)..], now) is { } received)
                return received;
        }

        return ToSecond(fallback);
    }

    private static DateTimeOffset? Parse(string text, DateTimeOffset now) =>
        DateUtils.TryParse(text, out var date) && date >= Earliest && date <= now + Ahead ? ToSecond(date) : null;

    private static DateTimeOffset ToSecond(DateTimeOffset date) => DateTimeOffset.FromUnixTimeSeconds(date.ToUnixTimeSeconds());
}
