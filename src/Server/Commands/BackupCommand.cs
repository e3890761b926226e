using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Embedded.Backup;
using InboxMind.Embedded.Storage;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind backup</c> and <c>inboxmind restore</c>: the data folder to a new folder, while it is in use, and back.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Place = Named();

    public static Command Create(Terminal terminal)
    {
        var withoutIndex = new Option<bool>("--without-index")
        {
            Description = "Leave out the indexes, which are built again from the mail.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("backup", "Copy the data folder into a new folder, while it is in use.")
        {
            Place, withoutIndex, CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, async () =>
        {
            var data = parsed.GetRequiredValue(CommonOptions.Data);
            RefuseCosmos();
            if (!DataFolder.IsAt(data))
                throw new DataFolderException(Composition.NoMail(Path.GetFullPath(data)));
            var done = await BackUpDataFolder.MakeAsync(
                data, parsed.GetRequiredValue(Place), !parsed.GetValue(withoutIndex), TimeProvider.System, cancellation);
            return await SayAsync("Backed up", done, parsed, terminal);
        }));
        return command;
    }

    public static Command CreateRestore(Terminal terminal)
    {
        var command = new Command("restore", "Make a new data folder of a backup.") { Place, CommonOptions.Data, CommonOptions.Json };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, async () =>
        {
            RefuseCosmos();
            var done = await RestoreDataFolder.RestoreAsync(
                parsed.GetRequiredValue(Place), parsed.GetRequiredValue(CommonOptions.Data), cancellation);
            return await SayAsync("Restored", done, parsed, terminal);
        }));
        return command;
    }

    private static Argument<string> Named()
    {
        var place = new Argument<string>("DIR") { Description = "The folder of the backup." };
        place.Validators.Add(static result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("DIR is the name of a folder.");
        });
        return place;
    }

    /// <exception cref="DataFolderException">What there is to back up does not lie here.</exception>
    private static void RefuseCosmos()
    {
        if (!string.IsNullOrWhiteSpace(Composition.Settings()["Cosmos:accountEndpoint"]))
            throw new DataFolderException("The settings name a Cosmos DB account, which has backups of its own; there is no data folder.");
    }

    private static async Task<int> SayAsync(string what, BackupDone done, ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                new BackupOutput(done.Messages, done.Files, done.Bytes, done.MadeAt, done.LeftOut), CliJson.Plain.BackupOutput));
            return CommandLine.Done;
        }

        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {Text.Count(done.Messages, "mail")} as of {Text.Local(done.MadeAt)}: {Text.Count(done.Files, "file")}, "
            + $"{done.Bytes:N0} bytes, all checked."));
        if (done.LeftOut > 0)
        {
            await terminal.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Left out {Text.Count(done.LeftOut, "damaged index file")}; what was in there is built again from the mail."));
        }

        return CommandLine.Done;
    }
}
