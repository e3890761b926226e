using System.CommandLine;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>What all runs are told.</summary>
internal sealed record LoadOptions(string Program, string Mail, string? Data, int Messages, int People, int Mailboxes,
    IReadOnlyList<KeyValuePair<string, string>> Settings)
{
    /// <summary>Whether all people have as many short mails of their own, instead of the first one half of all.</summary>
    public bool AreAlike { get; init; }

    private static readonly Option<FileInfo> ProgramOption =
        new("--inboxmind") { Description = "The inboxmind program to measure.", Required = true };

    private static readonly Option<DirectoryInfo> MailOption = new("--mail")
    {
        Description = "A folder of mails, a file each; replicated with new Message-IDs.",
        DefaultValueFactory = static _ => new DirectoryInfo(Path.Combine(Repository.Folder, "samples", "mailbox")),
    };

    private static readonly Option<DirectoryInfo?> DataOption = new("--data")
    {
        Description = "A data folder to fill, or to use as it is when it holds mail; one of its own by default.",
    };

    private static readonly Option<int> MessagesOption =
        new("--messages") { Description = "Messages in all; the first person has half of them.", DefaultValueFactory = static _ => 20_000 };

    private static readonly Option<int> PeopleOption =
        new("--people") { Description = "People who have mail.", DefaultValueFactory = static _ => 1_000 };

    private static readonly Option<int> MailboxesOption = new("--mailboxes")
    {
        Description = "Mailboxes on a Dovecot that are synced meanwhile; 0 for none.",
        DefaultValueFactory = static _ => 100,
    };

    private static readonly Option<string[]> SettingsOption =
        new("--env") { Description = "NAME=VALUE for the program; may be given several times." };

    public static IEnumerable<Option> All =>
        [ProgramOption, MailOption, DataOption, MessagesOption, PeopleOption, MailboxesOption, SettingsOption];

    public static LoadOptions Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(ProgramOption).FullName, parsed.GetRequiredValue(MailOption).FullName,
        parsed.GetValue(DataOption)?.FullName, parsed.GetValue(MessagesOption), parsed.GetValue(PeopleOption),
        parsed.GetValue(MailboxesOption),
        [
            .. Traffic.Settings, .. (parsed.GetValue(SettingsOption) ?? []).Select(static v => v.Split('=', 2))
                .Select(static v => KeyValuePair.Create(v[0], v[1])),
        ]);
}
