using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Mailboxes;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Status;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind status</c>: how the sync of each mailbox stands, also while <c>serve</c> runs.</summary>
internal static class StatusCommand
{
    private const int SetAsidePage = 200;

    public static Command Create(Terminal terminal)
    {
        var setAside = new Option<bool>("--set-aside") { Description = "Say which mails were set aside, and why." };
        var command =
            new Command("status", "Show the state of the sync of each mailbox.") { setAside, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(CommonOptions.Json), parsed.GetValue(setAside), terminal,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, bool json, bool setAside, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = Composition.Open(data);
        await Upkeep.BeginAsync(services, cancellation);
        var coverage = await services.GetRequiredService<ReadCoverage>().ReadAsync(Owner.Local, cancellation);
        var all = await services.GetRequiredService<ReadSyncStatus>().ReadAsync(Owner.Local, cancellation);
        var awaiting = await services.GetRequiredService<EmbedMail>().CountAsync(Owner.Local, cancellation);
        var reading = await services.GetRequiredService<ReadMailAgain>().CountAsync(Owner.Local, cancellation);
        var attachments = await services.GetRequiredService<CountAttachments>().CountAsync(Owner.Local, cancellation);
        var encrypted = await services.GetRequiredService<CountEncrypted>().CountAsync(Owner.Local, cancellation);
        if (json)
        {
            await terminal.Out.WriteLineAsync(
                TerminalText.Json(
                    JsonSerializer.Serialize(
                        SyncStatusesResponse.From(all, awaiting, reading, attachments, encrypted), CliJson.Plain.SyncStatusesResponse)));
            return CommandLine.Done;
        }

        if (all.Count == 0)
            await terminal.Out.WriteLineAsync("There is no mailbox yet: inboxmind import or inboxmind sync makes one.");
        foreach (var status in all)
        {
            await terminal.Out.WriteLineAsync($"{TerminalText.Line(status.Mailbox.Name)}: {Describe(status)}");
            await TellSetAsideAsync(services.GetRequiredService<ISetAsideMail>(), status.Mailbox.Id, setAside, terminal, cancellation);
            foreach (var folder in status.Folders)
            {
                await terminal.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {TerminalText.Line(folder.Name)}: {folder.Found:N0} found, {folder.Fetched:N0} fetched, {folder.ToFetch:N0} to "
                        + $"fetch, {folder.Quarantined:N0} set aside"));
                if (folder.Trouble is { } trouble)
                    await terminal.Out.WriteLineAsync(
                        $"    {TerminalText.Line(trouble.Reason)} It is tried again {Text.Local(trouble.RetryAt)}.");
            }

            foreach (var same in status.State.LeftOut.GroupBy(static f => f.Reason))
                await terminal.Out.WriteLineAsync(
                    $"  left out, {LeftOutText.From(same.Key)}: {TerminalText.Line(string.Join(", ", same.Select(static f => f.Name)))}");
            if (status.State.Without.Length > 0)
                await terminal.Out.WriteLineAsync(
                    $"  done without, since the server's answers could not be read: "
                        + $"{status.State.Without.Replace(" ", ", ", StringComparison.Ordinal)}");
        }

        if (coverage is { IsRebuilding: true, Sentence: { } sentence })
            await terminal.Out.WriteLineAsync(sentence);
        if (awaiting > 0)
            await terminal.Out.WriteLineAsync($"Found by words alone until embedded: {Text.Count(awaiting, "mail")}.");
        if (reading.Waiting > 0)
        {
            await terminal.Out.WriteLineAsync(
                $"Read by an earlier version: {Text.Count(reading.Waiting, "mail")}. "
                + "inboxmind serve, import and sync read them again in this one's way.");
        }

        if (reading.Failed > 0)
        {
            await terminal.Out.WriteLineAsync(
                $"Not read again, since the raw mail is missing or unreadable: {Text.Count(reading.Failed, "mail")}. "
                + "What was read before stays.");
        }

        if (encrypted > 0)
            await terminal.Out.WriteLineAsync(
                $"Encrypted, and found by its sender, subject and date alone: {Text.Count(encrypted, "mail")}. "
                + "inboxmind search is:encrypted lists it.");
        if (services.GetService<IMailKeys>()?.Problem is { } problem)
            await terminal.Out.WriteLineAsync(problem);
        await TellAttachmentsAsync(attachments, terminal);
        return CommandLine.Done;
    }

    private static async Task TellAttachmentsAsync(AttachmentCounts counts, Terminal terminal)
    {
        if (counts.Waiting > 0)
            await terminal.Out.WriteLineAsync(
                $"With attachments that inboxmind serve has still to read: {Text.Count(counts.Waiting, "mail")}.");
        string[] unread =
        [
            .. new[]
            {
                (AttachmentOutcome.Encrypted, "encrypted"), (AttachmentOutcome.Damaged, "damaged"),
                (AttachmentOutcome.OverLimits, "too large or too costly"), (AttachmentOutcome.NoText, "without text, such as pictures"),
                (AttachmentOutcome.OtherKind, "of a kind that is not read"),
            }.Where(o => counts[o.Item1] > 0)
                .Select(o => string.Create(CultureInfo.InvariantCulture, $"{counts[o.Item1]:N0} {o.Item2}")),
        ];
        if (counts[AttachmentOutcome.Read] > 0 || unread.Length > 0)
            await terminal.Out.WriteLineAsync(
                $"Searched: the text of {Text.Count(counts[AttachmentOutcome.Read], "attachment")}."
                + (unread.Length > 0 ? $" Not searched: {string.Join(", ", unread)}." : ""));
    }

    /// <summary>What of a mailbox is kept aside now, also of one that was imported.</summary>
    private static async Task TellSetAsideAsync(
        ISetAsideMail mails, MailboxId mailbox, bool withReasons, Terminal terminal, CancellationToken cancellation)
    {
        if (await mails.CountAsync(Owner.Local, mailbox, cancellation) is not (> 0 and var count))
            return;
        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"  {Text.Count(count, "mail")} set aside{(withReasons ? ":" : "; --set-aside says why.")}"));
        SetAsidePlace? after = null;
        while (withReasons
            && await mails.ListAsync(Owner.Local, mailbox, after, skip: 0, SetAsidePage, cancellation) is { Count: > 0 } page)
        {
            foreach (var mail in page)
                await terminal.Out.WriteLineAsync(
                    $"    {Text.Local(mail.At)}, {TerminalText.Line(mail.Source)}: {TerminalText.Line(mail.Reason)}");
            after = new SetAsidePlace(page[^1].At, page[^1].Id);
        }
    }

    private static string Describe(SyncStatus status)
    {
        var parts =
            new List<string> { StateOf(status),
                string.Create(CultureInfo.InvariantCulture, $"{status.Stored:N0} stored, {status.Indexed:N0} indexed") };
        if (status.Rate is { } rate)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:N1} a second, about {status.TimeLeft!.Value:c} left"));
        if (status.State.LastSuccess is { } success)
            parts.Add($"last success {Text.Local(success)}");
        if (status.Mailbox is { Connection: not null, Sync.Enabled: false })
            parts.Add("not synced by serve");
        if (status.Mailbox.Sync.Enabled && status.State is { State: not SyncState.NeedsReconnect, NextRun: { } next })
            parts.Add($"next run {Text.Local(next)}");
        if (status.State.LastError is { } error)
            parts.Add(error);
        return string.Join("; ", parts);
    }

    private static string StateOf(SyncStatus status) => status.Mailbox.Connection is null ? "imported" : status.State.State switch
    {
        SyncState.New => "not synced yet",
        SyncState.Syncing => "has more to fetch",
        SyncState.UpToDate => "up to date",
        SyncState.Retrying => status.Mailbox.Sync.Enabled ? "failed, is tried again" : "failed; sync it again to try once more",
        SyncState.NeedsReconnect => "has to be connected again",
        _ => throw new InvalidOperationException($"Unknown state {status.State.State}."),
    };
}
