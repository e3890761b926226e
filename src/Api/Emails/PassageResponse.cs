using InboxMind.Core.Reading;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Api.Emails;

/// <summary>Lines of a mail's text that one person wrote.</summary>
/// <param name="Kind">new, introduction, quoted, forwarded, signature or footer.</param>
/// <param name="Author">Who wrote them: the sender, or whom the mail names above what it quotes; empty when it names no one.</param>
/// <param name="Date">The day they were written, as far as the mail says it.</param>
/// <param name="Start">The first character in <c>text</c>.</param>
/// <param name="Length">How many characters.</param>
public sealed record PassageResponse(string Kind, string Author, DateOnly? Date, int Start, int Length)
{
    /// <summary>The passages of a mail, up to <see cref="EmailResponse.MaxPassages"/>.</summary>
    public static IReadOnlyList<PassageResponse> From(OpenedMail opened)
    {
        var message = opened.Mail.Mail.Message;
        return [.. opened.Passages.Take(EmailResponse.MaxPassages).Select(p => For(p, message))];
    }

    private static PassageResponse For(MailPassage passage, MailMessage message) => new(
        passage.Kind.ToString().ToLowerInvariant(), passage.IsQuoted ? passage.Author : message.Sender.Display,
        passage.IsQuoted ? passage.Date : DateOnly.FromDateTime(message.Date.UtcDateTime), passage.Start, passage.Length);
}
