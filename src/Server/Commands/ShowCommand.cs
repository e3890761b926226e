using System.CommandLine;
using System.Text.Json;
using InboxMind.Api.Emails;
using InboxMind.Core.Reading;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind show ID</c>: a mail as it is read, with whose words each passage is.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The id of a mail, as search and ask give it." };
        var attachment = new Option<int?>("--attachment") { Description = "Show the text of this attachment instead, counted from 1." };
        var command = new Command("show", "Show a mail, and who wrote what in it.")
        {
            id, attachment, CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(id), parsed.GetValue(attachment), parsed.GetRequiredValue(CommonOptions.Data),
            parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        string id, int? attachment, string data, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        if (attachment is { } number)
            return await ShowAttachment.RunAsync(services, id, number, json, terminal, cancellation);
        var open = services.GetRequiredService<OpenMail>();
        if (id.Length != EmailId.Length || await open.FindAsync(Owner.Local, new EmailId(id), cancellation) is not { } mail
            || await open.ReadAsync(Owner.Local, mail, cancellation) is not { } opened)
        {
            await terminal.Error.WriteLineAsync("There is no such mail. The ids are those that search and ask give.");
            return CommandLine.Failed;
        }

        if (json)
            await terminal.Out.WriteLineAsync(TerminalText.Json(JsonSerializer.Serialize(Output(opened), CliJson.Plain.ShownMail)));
        else
            await PrintAsync(opened, terminal);
        return CommandLine.Done;
    }

    private static ShownMail Output(OpenedMail opened)
    {
        var message = opened.Mail.Mail.Message;
        return new ShownMail(
            message.Id.Value, opened.Mail.Mail.Thread.Value, message.Subject, message.Sender.ToString(), To(message),
            Text.Rfc3339(message.Date), message.DateSource.ToString().ToLowerInvariant(),
            message.Kind.ToString().ToLowerInvariant(), message.Protection, message.Text,
            PassageResponse.From(opened),
            [.. message.Attachments.Select(static (a, i) => new ShownAttachment(i + 1, a.Name, a.ContentType, a.Size))]);
    }

    private static async Task PrintAsync(OpenedMail opened, Terminal terminal)
    {
        var message = opened.Mail.Mail.Message;
        await terminal.Out.WriteLineAsync(
            $"{Text.Or(TerminalText.Line(message.Subject), "(no subject)")}\nFrom: {TerminalText.Line(message.Sender.ToString())}"
                + $"\nTo:   {TerminalText.Line(To(message))}\nDate: {Text.Local(message.Date)}{Doubt(message.DateSource)}");
        if (message.Kind != MailKind.Person)
            await terminal.Out.WriteLineAsync($"Kind: {message.Kind.ToString().ToLowerInvariant()}");
        if (message.Protection is { } protection)
            await terminal.Out.WriteLineAsync($"This mail is {TerminalText.Line(protection)}.");
        for (var i = 0; i < message.Attachments.Count; i++)
        {
            await terminal.Out.WriteLineAsync(
                $"Attachment {i + 1}: {Text.Or(TerminalText.Line(message.Attachments[i].Name), "(no name)")}");
        }

        foreach (var passage in opened.Passages)
        {
            var text = message.Text.Substring(passage.Start, passage.Length);
            await terminal.Out.WriteLineAsync(
                $"\n{Heading(passage)}{string.Join('\n', text.Split('\n').Select(static l => TerminalText.Line(l)))}");
        }
    }

    /// <summary>What a date is worth that is not the mail's own.</summary>
    private static string Doubt(DateSource source) => source switch
    {
        DateSource.Header => "",
        DateSource.Received => " (when it was received: it has no date of its own that can be believed)",
        DateSource.Storage => " (from where it was stored: it has no date of its own, and this may be far off)",
        _ => throw new InvalidOperationException($"Unknown source {source}."),
    };

    /// <summary>What stands above words that are not the sender's own.</summary>
    private static string Heading(MailPassage passage) => passage.Kind switch
    {
        PassageKind.New or PassageKind.Introduction => "",
        PassageKind.Signature or PassageKind.Footer => $"[{Kind(passage)}]\n",
        _ when passage.Author.Length == 0 => $"[{Kind(passage)}]\n",
        _ => $"[{Kind(passage)}: {TerminalText.Line(passage.Author)}]\n",
    };

    private static string Kind(MailPassage passage) => passage.Kind.ToString().ToLowerInvariant();

    private static string To(MailMessage message) => string.Join(", ", message.To.Take(20).Select(static a => a.ToString()));
}
