using System.CommandLine;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

/// <summary>A verb that this version names but does not have yet: it says so.</summary>
internal static class LaterCommand
{
    public static Command Create(string name, string description, Terminal terminal)
    {
        var command = new Command(name, $"{description} (Not in this version yet.)") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(async (_, _) =>
        {
            await terminal.Error.WriteLineAsync($"inboxmind {name} is not in this version yet.");
            return CommandLine.WrongUsage;
        });
        return command;
    }
}
