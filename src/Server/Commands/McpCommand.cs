using System.CommandLine;
using InboxMind.Mcp;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind mcp</c>: the tools for an assistant, which starts it and speaks with it over its standard streams.</summary>
internal static class McpCommand
{
    private const string Help =
        """
        Serve your mail to an assistant on this machine (Model Context Protocol, over stdin and stdout). It reads and changes nothing.

        The assistant starts this command itself; docs/assistants.md has the block to paste for each.
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("mcp", Help) { CommonOptions.Data };
        command.SetAction((parsed, cancellation) => CommandLine.GuardAsync(terminal, () => RunAsync(
            parsed.GetRequiredValue(CommonOptions.Data), cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(string data, CancellationToken cancellation)
    {
        // Stdout belongs to the protocol. Whatever else is written, by a library too, goes where logs go.
        await using var output = Console.OpenStandardOutput();
        await using var input = Console.OpenStandardInput();
        Console.SetOut(Console.Error);
        await using var services = Composition.Open(data, static s => s.AddInboxMindMcp().AddInboxMindLocalAsker());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // The first call need not wait for what other processes left.
        var upkeep = Upkeep.BeginAsync(services, ended.Token);
        try
        {
            await LocalMailServer.RunAsync(services, input, output, cancellation);
        }
        finally
        {
            await ended.CancelAsync();
            await EndAsync(upkeep);
        }

        return CommandLine.Done;
    }

    private static async Task EndAsync(Task upkeep)
    {
        try
        {
            await upkeep;
        }
        catch (OperationCanceledException)
        {
            // The next command goes on with it.
        }
    }
}
