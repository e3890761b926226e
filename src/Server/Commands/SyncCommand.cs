using System.CommandLine;
using System.Globalization;
using System.Threading.Channels;
using InboxMind.Core.Connecting;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind sync imaps://user@host</c></summary>
internal static class SyncCommand
{
    private const int MaxLeftOvers = 100_000;
    private const int MaxSetAsideShown = 10;

    private static readonly TimeSpan BusyPoll = TimeSpan.FromMilliseconds(250);

    public static Command Create(Terminal terminal)
    {
        var address = new Argument<string>("MAILBOX") { Description = "imaps://user@host or imaps://user@host:port." };
        var variable =
            new Option<string?>("--password-env") { Description = "The environment variable that holds the password.", HelpName = "NAME" };
        var folders = new Option<string[]>("--folder") { Description = "Only this folder; may be given several times.", HelpName = "NAME" };
        var since = new Option<DateOnly?>("--since") { Description = "Only mail that arrived on this day or later.", HelpName = "DATE" };
        since.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !DateOnly.TryParse(token.Value, CultureInfo.InvariantCulture, out _))
                result.AddError("--since takes a day such as 2026-03-09");
        });
        var exclude =
            new Option<string[]>("--exclude")
            {
                Description = "Not this folder, nor what lies below it; may be given several times.",
                HelpName = "NAME"
            };
        var shared =
            new Option<bool>("--shared") { Description = "Also folders of other people and of everyone, where you may read them." };
        var list = new Option<bool>("--list-folders") { Description = "List the folders, and which are synced; sync nothing." };
        var startTls = new Option<bool>("--starttls") { Description = "Encrypt imap:// by STARTTLS, for servers that have nothing else." };
        var insecure = new Option<bool>("--insecure") { Description = "Allow imap://, without encryption, to another machine." };
        var remember =
            new Option<bool>("--remember") { Description = "Keep the mailbox and its password, encrypted, so that serve syncs it." };
        var command = new Command("sync", "Sync a mailbox over IMAP.")
        {
            address, variable, folders, exclude, shared, list, since, startTls, insecure, remember,
            CommonOptions.Wait, CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, async () =>
        {
            if (!SyncAddress.TryParse(parsed.GetRequiredValue(address), parsed.GetValue(insecure), parsed.GetValue(startTls),
                out var connection, out var problem))
            {
                await terminal.Error.WriteLineAsync(problem);
                return CommandLine.WrongUsage;
            }

            var name = parsed.GetValue(variable);
            if (await PasswordInput.ReadAsync(name, connection.ToString(), terminal) is not { } password)
            {
                await terminal.Error.WriteLineAsync(name is null
                    ? "There is no password: give it by --password-env, by stdin or when asked."
                    : $"There is no password: the environment variable {name} is not set.");
                return CommandLine.WrongUsage;
            }

            var choice = new SyncChoice(parsed.GetValue(remember), parsed.GetValue(folders)
                ?? [], parsed.GetValue(since), SyncChoice.DefaultInterval)
            {
                Exclude = parsed.GetValue(exclude) ?? [],
                Shared = parsed.GetValue(shared),
            };
            if (parsed.GetValue(list))
                return await FolderList.PrintAsync(connection, choice, password, parsed.GetValue(CommonOptions.Json), terminal,
                    cancellation);
            return await RunAsync(
                connection, choice, password, parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(CommonOptions.Wait),
                parsed.GetValue(CommonOptions.Json), terminal, cancellation);
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        ImapConnection connection, SyncChoice choice, string password, string data, bool wait, bool json, Terminal terminal,
        CancellationToken cancellation)
    {
        await using var services = Composition.Create(data, s => s.AddSingleton<IMailCredentials>(new GivenCredentials(password)));
        await Upkeep.BeginAsync(services, cancellation);
        await services.GetRequiredService<CheckIndex>().CheckAsync(Owner.Local, cancellation);
        var mailbox = await services.GetRequiredService<ConnectImap>().NoteAsync(Owner.Local, connection, choice, cancellation);
        var time = services.GetRequiredService<TimeProvider>();
        var start = time.GetTimestamp();
        var stored = Channel.CreateUnbounded<List<EmailId>>();
        var progress = new SyncProgress(stored.Writer);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var line = new ProgressLine(terminal, time, elapsed => ProgressText.Describe(progress, elapsed)).RunAsync(done.Token);
        SyncOutcome outcome;
        double storedSeconds;
        try
        {
            var indexing = Task.Run(
                () => services.GetRequiredService<IndexStored>().IndexAsync(Owner.Local, stored.Reader, progress.AddIndexed, cancellation),
                cancellation);
            try
            {
                await IndexLeftOversAsync(services, progress, cancellation);
                outcome = await SyncAsync(services, mailbox, choice.Enabled ? password : null, progress, terminal, cancellation);
            }
            finally
            {
                stored.Writer.Complete();
            }

            storedSeconds = Seconds(time, start);
            await indexing;
            await Upkeep.EndAsync(services, wait, cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await line;
        }

        var seconds = Seconds(time, start);
        var waiting = await WaitingVectors.EmbedAsync(services, wait, terminal, cancellation);
        if (outcome.Result != SyncResult.Done)
        {
            await terminal.Error.WriteLineAsync(outcome.Message ?? "The sync did not finish; run it again to go on where it stopped.");
            return CommandLine.Failed;
        }

        await ReportAsync(services, mailbox, progress, storedSeconds, seconds, waiting, json, terminal, cancellation);
        if (outcome.Message is { } remark)
            await terminal.Error.WriteLineAsync(remark);
        if (progress.Indexed >= progress.ToIndex)
            return outcome.Message is null ? CommandLine.Done : CommandLine.Failed;
        await terminal.Error.WriteLineAsync("Some mail is stored but not in the index yet; run it again or start serve to try once more.");
        return CommandLine.Failed;
    }

    /// <summary>Brings into the index what a run that was killed had stored only.</summary>
    private static async Task IndexLeftOversAsync(ServiceProvider services, SyncProgress progress, CancellationToken cancellation)
    {
        var unindexed = await services.GetRequiredService<IUnindexedMail>()
            .UnindexedAsync(DateTimeOffset.MaxValue, MaxLeftOvers, cancellation);
        var ids = unindexed.Where(static u => u.User == Owner.Local.User).Select(static u => u.Id).ToList();
        if (ids.Count == 0)
            return;
        await services.GetRequiredService<IndexQueue>().AddAsync(Owner.Local, ids, cancellation);
        await progress.AddToIndexAsync(ids, cancellation);
    }

    private static async Task<SyncOutcome> SyncAsync(
        ServiceProvider services, Mailbox mailbox, string? toRemember, SyncProgress progress, Terminal terminal,
        CancellationToken cancellation)
    {
        var connect = new FirstSignIn(
            services.GetRequiredService<IMailServerConnector>(), stop => SignedInAsync(services, mailbox, toRemember, terminal, stop));
        var sync =
            ActivatorUtilities.CreateInstance<SyncMailbox>(services, ActivatorUtilities.CreateInstance<OpenMailbox>(services, connect));
        var request = new SyncRequest($"sync-{Guid.NewGuid():n}", SyncRequest.DefaultBudget, AskedFor: true);
        var time = services.GetRequiredService<TimeProvider>();
        var busySince = (long?)null;
        while (true)
        {
            var outcome = await sync.SyncAsync(Owner.Local, mailbox.Id, request, progress, cancellation);
            if (outcome.Result == SyncResult.More)
                continue;
            if (outcome.Result != SyncResult.Busy)
                return outcome;

            // A run that was killed holds its lease a little longer; a live one gets the time of two leases to end.
            if (busySince is null)
                await terminal.Error.WriteLineAsync("Another process syncs this mailbox, or did until it was stopped; waiting for it.");
            busySince ??= time.GetTimestamp();
            if (time.GetElapsedTime(busySince.Value) > 2 * SyncMailbox.LeaseDuration)
                return outcome;
            await Task.Delay(BusyPoll, time, cancellation);
        }
    }

    private static async Task SignedInAsync(
        ServiceProvider services, Mailbox mailbox, string? toRemember, Terminal terminal, CancellationToken cancellation)
    {
        var user = await services.GetRequiredService<LocalUser>().GetAsync(cancellation);
        var kept = await services.GetRequiredService<ConnectImap>()
            .SignedInAsync(user, mailbox, toRemember, RequestOrigin.CommandLine, cancellation);
        if (toRemember is not null && !kept.Sync.Enabled)
        {
            await terminal.Error.WriteLineAsync(
                $"{kept.Name} is paused and stays so: serve syncs it once sync_enabled is set by PATCH /api/v1/mailboxes/{kept.Id}.");
        }
    }

    private static async Task ReportAsync(
        ServiceProvider services, Mailbox mailbox, SyncProgress progress, double storedSeconds, double seconds, long waiting, bool json,
        Terminal terminal, CancellationToken cancellation)
    {
        if (progress.Quarantined > 0)
        {
            var mails = await services.GetRequiredService<ISetAsideMail>().ListAsync(
                Owner.Local, mailbox.Id, after: null, skip: 0, (int)Math.Min(MaxSetAsideShown, progress.Quarantined), cancellation);
            foreach (var mail in mails.Reverse())
                await terminal.Error.WriteLineAsync($"Set aside: {TerminalText.Line(mail.Source)}: {TerminalText.Line(mail.Reason)}.");
            if (progress.Quarantined > mails.Count)
                await terminal.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"... and {progress.Quarantined - mails.Count:N0} more; inboxmind status --set-aside lists all."));
        }

        if (json)
        {
            await terminal.Out.WriteLineAsync(SyncOutput.Line(progress, seconds, storedSeconds, waiting));
            return;
        }

        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Text.Count(progress.Found, "mail")} found: {progress.Added:N0} added, "
                + $"{progress.Known:N0} known, {progress.Quarantined:N0} set aside; "
            + $"{progress.Deleted:N0} deleted, {progress.Updated:N0} updated, {progress.Moved:N0} moved; {progress.Indexed:N0} indexed, in "
            + $"{seconds:N1} s."));
        await WaitingVectors.ReportAsync(waiting, terminal);
    }

    private static double Seconds(TimeProvider time, long start) => Math.Round(time.GetElapsedTime(start).TotalSeconds, 3);
}
