using System.Globalization;
using System.Text.Json;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Providers;
using InboxMind.Server.Output;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Commands;

/// <summary><c>inboxmind sync --list-folders</c>: needs no data folder and makes none.</summary>
internal static class FolderList
{
    public static async Task<int> PrintAsync(
        ImapConnection connection, SyncChoice choice, string password, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection().AddInboxMindImap().AddSingleton<ListFolders>().BuildServiceProvider();
        IReadOnlyList<ListedFolder> folders;
        try
        {
            folders = await services.GetRequiredService<ListFolders>()
                .ListAsync(connection, new MailCredential(ImapAuth.Password, password), choice, cancellation);
        }
        catch (MailServerException e)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return CommandLine.Failed;
        }

        if (json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                new FoldersOutput(
                    [.. folders.Select(static f => new FolderOutput(f.Name, f.Mails, f.LeftOut is null, LeftOutText.NameOf(f.LeftOut)))]),
                CliJson.Plain.FoldersOutput));
            return CommandLine.Done;
        }

        foreach (var folder in folders)
        {
            var how = folder.LeftOut is { } reason
                ? $"left out, {LeftOutText.From(reason)}"
                : string.Create(CultureInfo.InvariantCulture, $"synced, {folder.Mails:N0} in it");
            await terminal.Out.WriteLineAsync($"{folder.Name}: {how}");
        }

        return CommandLine.Done;
    }
}
