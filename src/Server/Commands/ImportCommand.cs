using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Text;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind import PATH...</c></summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description =
                "An mbox (also .gz), a Maildir, an .eml, .emlx or .msg file, a .pst, an archive (.zip, .tgz), or a folder of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var deleted = new Option<bool>("--deleted") { Description = "Take mail too that was deleted, or lies in Gmail's Trash." };
        var spam = new Option<bool>("--spam") { Description = "Take mail too that lies in Gmail's Spam." };
        var command = new Command("import", "Import mail from files.")
        {
            paths, deleted, spam, CommonOptions.Wait, CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(paths), new ImportChoice(parsed.GetValue(deleted), parsed.GetValue(spam)),
            parsed.GetRequiredValue(CommonOptions.Data), parsed.GetValue(CommonOptions.Wait), parsed.GetValue(CommonOptions.Json), terminal,
            cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths, ImportChoice choice, string data, bool wait, bool json, Terminal terminal, CancellationToken cancellation)
    {
        using var outlook = new OutlookData();
        var source = Open(await outlook.UnpackAsync(paths, choice.Deleted, cancellation), choice, outlook);
        await using var services = Composition.Create(data);

        // An index that cannot be used is found out now, not by each piece of work, which would try again for minutes.
        await Upkeep.BeginAsync(services, cancellation);
        await services.GetRequiredService<IMailIndex>().RevisionAsync(Owner.Local, cancellation);
        await services.GetRequiredService<CheckIndex>().CheckAsync(Owner.Local, cancellation);
        var time = services.GetRequiredService<TimeProvider>();
        var start = time.GetTimestamp();
        var progress = new ImportProgress();
        var summary = await ImportAsync(services, new ToldSource(source, outlook), progress, terminal, cancellation);
        var seconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 3);

        await Upkeep.EndAsync(services, wait, cancellation);
        var waiting = await WaitingVectors.EmbedAsync(services, wait, terminal, cancellation);
        await ReportSetAsideAsync(progress, terminal);
        await ReportNotesAsync(source.Notes, outlook, terminal);
        if (json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                new ImportOutput(
                    summary.Found, summary.Added, summary.Known, summary.Quarantined, summary.Indexed,
                    new LeftOutOutput(source.Notes.Deleted, source.Notes.Spam), source.Notes.Doubted, source.Notes.NotRead, seconds,
                    waiting),
                CliJson.Plain.ImportOutput));
        }
        else
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{Text.Count(summary.Found, "mail")} found: {summary.Added:N0} added, "
                    + $"{summary.Known:N0} known, {summary.Quarantined:N0} set aside; "
                + $"{summary.Indexed:N0} indexed, in {seconds:N1} s."));
            await WaitingVectors.ReportAsync(waiting, terminal);
        }

        // Mail of other users and of imports that still run is none of this one's business.
        if (progress.Indexed >= progress.ToIndex)
            return CommandLine.Done;
        await terminal.Error.WriteLineAsync("Some mail is stored but not in the index yet; run the import again to try once more.");
        return CommandLine.Failed;
    }

    private static MailFiles Open(string[] paths, ImportChoice choice, OutlookData outlook)
    {
        try
        {
            return MailFiles.Open(paths, choice);
        }
        catch (ImportException e)
        {
            throw new ImportException(outlook.Told(e.Message));
        }
    }

    /// <summary>Imports with a progress line.</summary>
    internal static Task<ImportSummary> ImportAsync(
        ServiceProvider services, IMailSource source, Terminal terminal, CancellationToken cancellation) =>
        ImportAsync(services, source, new ImportProgress(), terminal, cancellation);

    private static async Task<ImportSummary> ImportAsync(
        ServiceProvider services, IMailSource source, ImportProgress progress, Terminal terminal, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var line = new ProgressLine(
            terminal, services.GetRequiredService<TimeProvider>(), elapsed => ProgressText.Describe(progress, source, elapsed))
                .RunAsync(done.Token);
        try
        {
            return await services.GetRequiredService<ImportMail>().ImportAsync(Owner.Local, source, progress, cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await line;
        }
    }

    private static async Task ReportNotesAsync(ImportNotes notes, OutlookData outlook, Terminal terminal)
    {
        if (notes.Deleted > 0)
            await terminal.Error.WriteLineAsync($"Left out: {Text.Count(notes.Deleted, "mail")} that was deleted; --deleted takes it too.");
        if (notes.Spam > 0)
            await terminal.Error.WriteLineAsync($"Left out: {Text.Count(notes.Spam, "mail")} in Gmail's Spam; --spam takes it too.");
        if (notes.Doubted > 0)
        {
            await terminal.Error.WriteLineAsync(
                $"In doubt: {Text.Count(notes.Doubted, "line")} that may begin a mail, with no mail's header below; left in the text "
                    + "around.");
        }

        foreach (var (source, reason) in notes.Named)
            await terminal.Error.WriteLineAsync($"Not read: {TerminalText.Line(outlook.Told(source))}: {TerminalText.Line(reason)}.");
        if (notes.NotRead > notes.Named.Count)
            await terminal.Error.WriteLineAsync($"... and {notes.NotRead - notes.Named.Count} more.");
    }

    private static async Task ReportSetAsideAsync(ImportProgress progress, Terminal terminal)
    {
        foreach (var (source, reason) in progress.Reasons)
            await terminal.Error.WriteLineAsync($"Set aside: {TerminalText.Line(source)}: {TerminalText.Line(reason)}.");
        if (progress.Quarantined > progress.Reasons.Count)
            await terminal.Error.WriteLineAsync($"... and {progress.Quarantined - progress.Reasons.Count} more.");
    }
}
