using System.Globalization;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Search;

/// <summary>Where in a mail's attachments the words stand that it was found by.</summary>
/// <param name="Number">Which of <see cref="MailMessage.Attachments"/>, counted from 1.</param>
/// <param name="Attachment">Its name.</param>
/// <param name="Passage">The part of its text, and where that stands in it.</param>
public sealed record FoundIn(int Number, string Attachment, AttachmentPassage Passage)
{
    /// <summary>In words, such as <c>invoice.pdf, page 3</c>.</summary>
    public override string ToString()
    {
        var name = Attachment.Length > 0 ? Attachment : string.Create(CultureInfo.InvariantCulture, $"attachment {Number}");
        return Passage.Place.Length > 0 ? $"{name}, {Passage.Place}" : name;
    }
}
