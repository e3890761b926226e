using System.CommandLine;
using InboxMind.Embedded.Storage;

namespace InboxMind.Server.Commands;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Data = CreateData();

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON for programs.", Arity = ArgumentArity.Zero };

    public static readonly Option<bool> Wait = new("--wait")
    {
        Description = "Wait until all mail is embedded, so that it is found by what it means.",
        Arity = ArgumentArity.Zero,
    };

    private static Option<string> CreateData()
    {
        var data = new Option<string>("--data")
        {
            Description = "The data folder.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("INBOXMIND_DATA") is { Length: > 0 } path
                ? path
                : DataFolder.DefaultPath,
        };
        data.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var path }] && (string.IsNullOrWhiteSpace(path) || path.Contains('\0')))
                result.AddError("--data takes the path of a folder");
        });
        return data;
    }
}
