namespace InboxMind.Core.Mail;

/// <summary>What of a message is counted, grouped and listed by: all but its text.</summary>
/// <param name="Id">The message.</param>
/// <param name="Thread">The thread it belongs to now.</param>
/// <param name="Date">When it was written, UTC, to the second.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="From">Senders.</param>
/// <param name="To">Recipients in To.</param>
/// <param name="Cc">Recipients in Cc and Bcc.</param>
/// <param name="Attachments">The names of its attachments, those merely shown inline left out.</param>
public sealed record MailHead(
    EmailId Id, ThreadId Thread, DateTimeOffset Date, string Subject, IReadOnlyList<MailAddress> From, IReadOnlyList<MailAddress> To,
    IReadOnlyList<MailAddress> Cc, IReadOnlyList<string> Attachments)
{
    /// <summary>Whether it came over a mailing list.</summary>
    public bool IsOfList { get; init; }

    /// <summary>See <see cref="MessageDetails.Asks"/>; null too for mail that an earlier version stored.</summary>
    public bool? Asks { get; init; }

    /// <summary>What kind of mail it is.</summary>
    public MailKind Kind { get; init; }

    /// <summary>The first sender, or an empty address when the mail names none.</summary>
    public MailAddress Sender => From.Count > 0 ? From[0] : new MailAddress("", "");

    public MailPosition Position => new(Date, Id);

    /// <summary>The head of a message with such details.</summary>
    public static MailHead Of(EmailId id, ThreadId thread, DateTimeOffset date, string subject, MessageDetails details) => new(
        id, thread, date, subject, details.From, details.To, details.Bcc.Count == 0 ? details.Cc : [.. details.Cc, .. details.Bcc],
        details.Attachments.Count == 0 ? [] : [.. details.Attachments.Where(static a => !a.IsInline).Select(static a => a.Name)])
    {
        IsOfList = details.ListId is { Length: > 0 },
        Asks = details.Asks,
        Kind = details.Kind ?? MailKind.Person,
    };
}
