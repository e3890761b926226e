using System.CommandLine;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

internal static class DemoCommand
{
    public static Command Create(Terminal terminal) => LaterCommand.Create("demo", "Demo.", terminal);
}
