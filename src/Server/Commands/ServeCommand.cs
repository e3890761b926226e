using System.CommandLine;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

internal static class ServeCommand
{
    public static Command Create(Terminal terminal) => LaterCommand.Create("serve", "Serve.", terminal);
}
