using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Core.Connecting;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Status;
using InboxMind.Core.Work;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind mailboxes</c>: which mailboxes are known, and forgetting one.</summary>
internal static class MailboxesCommand
{
    public static Command Create(Terminal terminal)
    {
        var forget =
            new Option<string?>("--forget")
            {
                Description = "Forget a mailbox: its password and its mail here. The server keeps all.",
                HelpName = "ID"
            };
        var command =
            new Command("mailboxes", "List the mailboxes that are known, or forget one.") { forget, CommonOptions.Data,
                CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(forget), parsed.GetValue(CommonOptions.Json), terminal,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, string? forget, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        return forget is null
            ? await ListAsync(services, json, terminal, cancellation)
            : await ForgetAsync(services, new MailboxId(forget), json, terminal, cancellation);
    }

    private static async Task<int> ListAsync(ServiceProvider services, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var all = await services.GetRequiredService<ReadSyncStatus>().ReadAsync(Owner.Local, cancellation);
        if (json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                new MailboxesOutput(
                    [.. all.Select(static s =>
                        new MailboxOutput(s.Mailbox.Id.Value, s.Mailbox.Name, s.Mailbox.Connection is not null, s.Mailbox.Sync.Enabled,
                            s.Stored))]),
                CliJson.Plain.MailboxesOutput));
            return CommandLine.Done;
        }

        if (all.Count == 0)
            await terminal.Out.WriteLineAsync("There is no mailbox yet: inboxmind import or inboxmind sync makes one.");
        foreach (var status in all)
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Mailbox.Id}: {status.Mailbox.Name}, {KindOf(status.Mailbox)}, {status.Stored:N0} stored"));
        }

        return CommandLine.Done;
    }

    private static async Task<int> ForgetAsync(
        ServiceProvider services, MailboxId id, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var user = await services.GetRequiredService<LocalUser>().GetAsync(cancellation);
        if (await services.GetRequiredService<IMailboxStore>().GetAsync(Owner.Local, id, cancellation) is not { } mailbox)
        {
            await terminal.Error.WriteLineAsync("There is no such mailbox; inboxmind mailboxes lists them.");
            return CommandLine.Failed;
        }

        var (before, _) = await services.GetRequiredService<ISyncedMail>().CountAsync(Owner.Local, id, cancellation);
        switch (await services.GetRequiredService<DisconnectMailbox>().DisconnectAsync(user, id, RequestOrigin.CommandLine, cancellation))
        {
            case null:
                await terminal.Error.WriteLineAsync("This mailbox holds what was imported from files; it is not connected to a server.");
                return CommandLine.Failed;
            case { IsBusy: true }:
                await terminal.Error.WriteLineAsync(
                    "The mailbox is being synced; its password is forgotten. Run it again in a moment to remove its mail.");
                return CommandLine.Failed;
        }

        // What is erased leaves the index too, whether or not serve runs.
        var worker = services.GetRequiredService<QueueWorker<IndexMailHandler>>();
        while (await worker.RunOnceAsync(cancellation))
        {
        }

        await terminal.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new ForgottenOutput(id.Value, before), CliJson.Plain.ForgottenOutput)
            : string.Create(CultureInfo.InvariantCulture, $"Forgot {mailbox.Name} and its {before:N0} mails. The server keeps all."));
        return CommandLine.Done;
    }

    private static string KindOf(Mailbox mailbox) => mailbox switch
    {
        { Connection: null } => "imported from files",
        { Sync.Enabled: true } => "remembered",
        _ => "synced by hand",
    };
}
