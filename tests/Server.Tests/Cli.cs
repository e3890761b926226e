using InboxMind.Server.Commands;
using InboxMind.Server.Output;
using InboxMind.Testing;

namespace InboxMind.Server.Tests;

/// <summary>Runs the command line within this process.</summary>
internal static class Cli
{
    /// <summary>Makes a data folder that holds no mail.</summary>
    public static async Task MakeAsync(TempFolder folder, string data)
    {
        foreach (var part in (string[])["cur", "new", "tmp"])
            Directory.CreateDirectory(folder[$"Maildir/{part}"]);
        (await RunAsync("import", folder["Maildir"], "--data", data)).ShouldSucceed();
    }

    public static async Task<CliResult> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, new Terminal(output, error, ShowsProgress: false));
        return new CliResult(code, output.ToString(), error.ToString());
    }
}
