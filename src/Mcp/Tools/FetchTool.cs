using System.ComponentModel;
using System.Globalization;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Reading;
using InboxMind.Core.Search;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;
using InboxMind.Mcp.Resources;

namespace InboxMind.Mcp.Tools;

/// <summary>Reads a mail, or the text of an attachment, in windows.</summary>
internal sealed class FetchTool(OpenMail open, OpenAttachmentText texts, LinkMail link, IAskers askers)
    : MailTool<FetchArguments, FetchData>("fetch", Text, McpJson.Plain.FetchArguments, McpJson.Plain.FetchData, askers)
{
    private const string Text = "Read what the sender of a mail wrote. Go on with offset = next.";

    protected override async Task<ToolReply<FetchData>> AnswerAsync(Asker asker, FetchArguments arguments, CancellationToken cancellation)
    {
        var id = EmailIds.Read(arguments.Id);
        if (await open.FindAsync(asker.Owner, id, cancellation) is not { } placed)
            throw new RefusedCallException(EmailIds.Unknown);
        var (message, words) = (placed.Mail.Message, new MailWords(asker.Policy));
        var (text, isFlagged, more) = arguments.Attachment is { } number
            ? await AttachmentAsync(asker, message, number, words, cancellation)
            : MailBody.Write(message, arguments.Whole, words);
        var start = Caps.Between(arguments.Offset, 0, text.Length);
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]))
            start--;
        var window = MailLimits.Begin(text[start..], Caps.Between(arguments.MaxChars, 1_000, Caps.MostText));
        int? next = start + window.Length < text.Length ? start + window.Length : null;
        var links = asker.Page is null ? (await link.LinkAsync(asker.Owner, [message], cancellation))[id] : null;
        var data = new FetchData(
            id.Value, words.Line(message.Subject), words.Person(message.Sender),
            [.. message.To.Concat(message.Cc).Take(Caps.Parts).Select(words.Person)], Times.Write(message.Date),
            [.. placed.Mail.Folders.Take(Caps.Parts).Select(words.Line)],
            message.Attachments.Count == 0 ? null : [.. message.Attachments.Take(Caps.Parts).Select((a, i) => Named(id, a, i + 1, words))],
            text.Length, next, more, MailWords.WarningFor(isFlagged), WriteFound.Url(asker, id, links));
        return new ToolReply<FetchData>(data, window);
    }

    private static NamedAttachment Named(EmailId id, AttachmentInfo attachment, int number, MailWords words) => new(
        number, words.Line(attachment.Name), words.Line(attachment.ContentType), attachment.Size, AttachmentResource.AddressOf(id, number));

    private async Task<(string Text, bool IsFlagged, string? More)> AttachmentAsync(
        Asker asker, MailMessage message, int number, MailWords words, CancellationToken cancellation)
    {
        if (number < 1 || number > message.Attachments.Count)
        {
            throw new RefusedCallException(message.Attachments.Count == 0
                ? "This mail has no attachments."
                : string.Create(CultureInfo.InvariantCulture, $"This mail has attachments 1 to {message.Attachments.Count}."));
        }

        try
        {
            if (await texts.ReadAsync(asker.Owner, message.Id, number, cancellation) is not { } opened)
                throw new RefusedCallException(EmailIds.Unknown);
            if (AttachmentReasons.Sentence(opened.Reading.Outcome) is { } reason)
                throw new RefusedCallException($"The attachment has no text here. {reason} Its resource has the file.");
            var (clean, isFlagged) = words.Text(opened.Text);
            return (clean, isFlagged, opened.Reading.IsCut ? "The attachment has more than this." : null);
        }
        catch (AttachmentsUnreadableException e)
        {
            throw new RefusedCallException(e.Message);
        }
        catch (UnreadableMailException)
        {
            throw new RefusedCallException("The attachment cannot be taken out of this mail.");
        }
    }
}

/// <summary>What <c>fetch</c> is called with.</summary>
internal sealed record FetchArguments(
    string Id, int Offset = 0, int MaxChars = Caps.Text, [property: Description("with quoted history")] bool Whole = false,
    [property: Description("text of attachment n instead")] int? Attachment = null);

/// <summary>What <c>fetch</c> answers, beside the text. <c>total</c> characters are there in all; <c>next</c> is absent at the
/// end.</summary>
internal sealed record FetchData(
    string Id, string Title, string From, IReadOnlyList<string> To, string Date, IReadOnlyList<string> Folders,
    IReadOnlyList<NamedAttachment>? Attachments, int Total, int? Next, string? More, string? Warning, string? Url);

/// <summary>An attachment; <c>n</c> counts from 1, <c>size</c> is in bytes, <c>uri</c> names its resource.</summary>
internal sealed record NamedAttachment(int N, string Name, string Type, long Size, string Uri);
