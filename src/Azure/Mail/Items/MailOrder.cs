using System.Globalization;

namespace InboxMind.Azure.Mail.Items;

/// <summary>Lists by (time, id) as texts that sort so.</summary>
internal static class MailOrder
{
    /// <summary>From the year 1: no number is negative.</summary>
    private static readonly DateTimeOffset Begin = DateTimeOffset.MinValue;

    /// <summary>By date, to the second, and id.</summary>
    public static string At(MailPosition position) => From(position.Date) + position.Id.Value;

    /// <summary>Not behind any mail of this second or later.</summary>
    public static string From(DateTimeOffset second) =>
        $"{((second.UtcTicks - Begin.UtcTicks) / TimeSpan.TicksPerSecond).ToString("d12", CultureInfo.InvariantCulture)}:";

    /// <summary>The first whole second at or after a moment: mails have dates of whole seconds.</summary>
    public static string FromSecond(DateTimeOffset moment) =>
        From(moment.UtcTicks % TimeSpan.TicksPerSecond == 0 || moment > DateTimeOffset.MaxValue.AddSeconds(-2)
            ? moment
            : moment.AddSeconds(1));

    public static MailPosition Read(string text) => new(
        new DateTimeOffset(
            Begin.UtcTicks + (long.Parse(text.AsSpan(0, 12), CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond), TimeSpan.Zero),
        new EmailId(text[13..]));

    /// <summary>Mails set aside in a mailbox, by time and id.</summary>
    public static string Listed(MailboxId mailbox, DateTimeOffset at, EmailId id) =>
        $"{Listed(mailbox)}{MailKeys.Number(at.UtcTicks / TimeSpan.TicksPerMillisecond)}:{id.Value}";

    /// <summary>What those of a mailbox begin with.</summary>
    public static string Listed(MailboxId mailbox) => $"{MailKeys.Hash(mailbox.Value)}:";
}
