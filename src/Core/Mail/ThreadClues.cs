namespace InboxMind.Core.Mail;

/// <summary>What tells a mail's thread.</summary>
/// <param name="Id">The message.</param>
/// <param name="MessageId">Its Message-ID; empty for none.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="References">See <see cref="MailToSave.References"/>.</param>
/// <param name="Mark">See <see cref="MailToSave.ConversationMark"/>.</param>
public sealed record ThreadClues(EmailId Id, string MessageId, string Subject, IReadOnlyList<string> References, string? Mark)
{
    public static ThreadClues Of(MailToSave mail) =>
        new(mail.Message.Id, mail.Message.MessageId, mail.Message.Subject, mail.References, mail.ConversationMark);
}
