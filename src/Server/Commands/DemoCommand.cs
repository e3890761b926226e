using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InboxMind.Core.Import;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind demo</c>: the sample mailbox, imported into a fresh folder and asked.</summary>
internal static class DemoCommand
{
    private static readonly string[] Questions =
    [
        "How much did Anna approve for the calibration bath, and why?",
        "When is Farah's first day?",
        "What is the password of the guest Wi-Fi?",
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("demo", "Import a sample mailbox into a fresh folder and ask three questions.") { CommonOptions.Json };
        command.SetAction((parsed, cancellation) =>
            CommandLine.GuardAsync(terminal, () => RunAsync(parsed.GetValue(CommonOptions.Json), terminal, cancellation)));
        return command;
    }

    /// <summary>How a person calls this program: from its sources, or as what was installed or unpacked.</summary>
    private static string Program => AppContext.BaseDirectory.Contains(Path.Combine("src", "Server", "bin"), StringComparison.Ordinal)
        ? "dotnet run --project src/Server --"
        : "inboxmind";

    private static string CreateFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("inboxmind-demo-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The temporary folder {Path.GetTempPath()} cannot be written to; set TMPDIR to one that can.", e);
        }
    }

    private static async Task<int> RunAsync(bool json, Terminal terminal, CancellationToken cancellation)
    {
        var data = CreateFolder();
        var sample = Path.Combine(AppContext.BaseDirectory, "samples", "mailbox");
        await using var services = Composition.Create(data, storage: false);
        if (!json)
            await terminal.Out.WriteLineAsync($"Importing the mail of a small company that makes water-quality sensors into {data} ...");
        var summary = await ImportCommand.ImportAsync(services, MailFiles.Open([sample]), terminal, cancellation);
        if (!json)
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Imported {Text.Count(summary.Found, "mail")}, {summary.Added} different ones. Asking three questions ..."));
        }

        await WaitingVectors.EmbedAsync(services, wait: true, terminal, cancellation);
        await Upkeep.ReadAttachmentsAsync(services, cancellation);
        foreach (var question in Questions)
        {
            var answer = await AskCommand.AskAsync(services, question, cancellation);
            if (json)
            {
                await terminal.Out.WriteLineAsync(AskCommand.Json(answer));
                continue;
            }

            await terminal.Out.WriteLineAsync($"\n> {question}\n");
            await AskCommand.PrintAsync(answer, terminal);
        }

        if (json)
            await terminal.Out.WriteLineAsync(
                JsonSerializer.Serialize(new DemoOutput(data, summary.Found, summary.Added, summary.Indexed), CliJson.Plain.DemoOutput));
        else
            await terminal.Out.WriteLineAsync(
                $"\nAsk more: {Program} ask \"who is on call in April?\" --data {data}");
        return CommandLine.Done;
    }
}
