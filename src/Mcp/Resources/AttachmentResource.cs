using System.Globalization;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Reading;
using InboxMind.Mcp.Askers;
using InboxMind.Mcp.Replies;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace InboxMind.Mcp.Resources;

/// <summary>An attachment: what is text as text within the marks of untrusted words, anything else as the file that it is.</summary>
internal sealed class AttachmentResource(OpenMail open, OpenAttachmentText texts, IAskers askers) : McpServerResource
{
    /// <summary>Bytes of a file; a larger one does not fit into any conversation.</summary>
    private const int MaxBytes = 5 * 1024 * 1024;

    private const string Prefix = "inboxmind://mail/";
    private const string Middle = "/attachments/";

    public override ResourceTemplate ProtocolResourceTemplate { get; } = new()
    {
        Name = "attachment",
        Title = "Attachment of a mail",
        UriTemplate = $"{Prefix}{{id}}{Middle}{{n}}",
        Description = "Attachment n of a mail, as fetch counts them.",
    };

    public override Resource? ProtocolResource => null;

    public override IReadOnlyList<object> Metadata => [];

    /// <summary>The address of an attachment.</summary>
    public static string AddressOf(EmailId id, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id}{Middle}{number}");

    public override bool IsMatch(string uri) => Parse(uri) is not null;

    public override async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var uri = request.Params?.Uri ?? "";
        var asker = await askers.AskingAsync("attachment", cancellationToken);
        if (Parse(uri) is not var (id, number) || await FindAsync(asker.Owner, id, number, cancellationToken) is not { } attachment)
            throw new McpProtocolException("There is no such attachment.", McpErrorCode.ResourceNotFound);
        if (await TextAsync(asker.Owner, id, number, cancellationToken) is { Length: > 0 } text)
        {
            var (clean, _) = new MailWords(asker.Policy).Text(text);
            var fence = new Fence();
            return Result(new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = $"{fence.Notice}\n{fence.Around(clean)}" });
        }

        return attachment.Content.Length <= MaxBytes
            ? Result(BlobResourceContents.FromBytes(attachment.Content, uri, attachment.Info.ContentType))
            : throw new McpProtocolException(
                "The attachment is larger than 5 MB; open it in the mail itself.", McpErrorCode.InvalidRequest);
    }

    private static ReadResourceResult Result(ResourceContents contents) => new() { Contents = [contents] };

    private static (EmailId Id, int Number)? Parse(string uri)
    {
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal) || uri[Prefix.Length..].Split(Middle) is not [var id, var n]
            || id.Length != EmailId.Length || !id.All(static c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7')))
            return null;
        return int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (new EmailId(id), number)
            : null;
    }

    /// <summary>Its text; empty where it has none, or none can be read here: then the file itself has to do.</summary>
    private async Task<string> TextAsync(Owner owner, EmailId id, int number, CancellationToken cancellation)
    {
        try
        {
            return (await texts.ReadAsync(owner, id, number, cancellation))?.Text ?? "";
        }
        catch (AttachmentsUnreadableException)
        {
            return "";
        }
    }

    private async Task<AttachmentContent?> FindAsync(Owner owner, EmailId id, int number, CancellationToken cancellation)
    {
        try
        {
            return await open.AttachmentAsync(owner, id, number, cancellation);
        }
        catch (UnreadableMailException)
        {
            return null;
        }
    }
}
