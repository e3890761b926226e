using System.CommandLine;
using InboxMind.Embedded.Storage;

namespace InboxMind.Server.Commands;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder.",
        HelpName = "DIR",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("INBOXMIND_DATA") is { Length: > 0 } path
            ? path
            : DataFolder.DefaultPath,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON for programs.", Arity = ArgumentArity.Zero };
}
