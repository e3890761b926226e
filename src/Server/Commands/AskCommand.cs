using System.CommandLine;
using InboxMind.Server.Output;

namespace InboxMind.Server.Commands;

internal static class AskCommand
{
    public static Command Create(Terminal terminal) => LaterCommand.Create("ask", "Ask.", terminal);
}
