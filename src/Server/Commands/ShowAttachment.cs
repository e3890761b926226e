using System.Text.Json;
using InboxMind.Api.Emails;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Reading;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind show ID --attachment N</c>: the text of an attachment, with the pages, sheets and slides it stands on.</summary>
internal static class ShowAttachment
{
    public static async Task<int> RunAsync(
        IServiceProvider services, string id, int number, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (await ReadAsync(services, id, number, terminal, cancellation) is not { } opened)
            return CommandLine.Failed;
        if (json)
        {
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(
                AttachmentTextResponse.From(new EmailId(id), number, opened), CliJson.Plain.AttachmentTextResponse)));
            return CommandLine.Done;
        }

        if (AttachmentReasons.Sentence(opened.Reading.Outcome) is { } reason)
        {
            await terminal.Error.WriteLineAsync($"There is no text of this attachment. {reason}");
            return CommandLine.Failed;
        }

        await terminal.Out.WriteLineAsync(string.Join('\n', opened.Text.Split('\n').Select(static l => TerminalText.Line(l))));
        if (opened.Reading.IsCut)
            await terminal.Error.WriteLineAsync("The attachment has more than this, which could not be read or is more than is kept.");
        return CommandLine.Done;
    }

    private static async Task<OpenedAttachment?> ReadAsync(
        IServiceProvider services, string id, int number, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            if (id.Length == EmailId.Length && await services.GetRequiredService<OpenAttachmentText>()
                .ReadAsync(Owner.Local, new EmailId(id), number, cancellation) is { } opened)
                return opened;
            await terminal.Error.WriteLineAsync("There is no such attachment. show ID lists those of a mail.");
        }
        catch (UnreadableMailException e)
        {
            await terminal.Error.WriteLineAsync($"The mail cannot be taken apart: {e.Message}.");
        }
        catch (AttachmentsUnreadableException e)
        {
            await terminal.Error.WriteLineAsync(e.Message);
        }

        return null;
    }
}
