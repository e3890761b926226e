using InboxMind.Core.Sync.Folders;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Tells which folders a mailbox on a server has, and which of them would be synced. Stores nothing.</summary>
public sealed class ListFolders(IMailServerConnector connector)
{
    /// <returns>The folders by name.</returns>
    /// <exception cref="MailServerException">The server cannot be reached, or does not list them.</exception>
    public async Task<IReadOnlyList<ListedFolder>> ListAsync(
        ImapConnection connection, MailCredential credential, SyncChoice choice, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await using var server = await connector.ConnectAsync(connection, credential, cancellation);
                connection = connection with { Without = server.Without };
                var all = await server.ListAsync(cancellation);
                var reasons = all.ToDictionary(static f => f.Name, f => FolderChoice.ReasonToLeaveOut(all, f, choice));
                return [.. all.OrderBy(static f => f.Name, StringComparer.Ordinal)
                    .Select(f => new ListedFolder(f.Name, f.Exists, reasons[f.Name]))];
            }
            catch (MailServerException e) when (e.Unusable is { } name && !connection.Without.Split(' ').Contains(name))
            {
                connection = connection with { Without = $"{connection.Without} {name}".Trim() };
            }
        }
    }
}

/// <summary>A folder of a mailbox on a server.</summary>
/// <param name="Name">Its full name with '/' between levels.</param>
/// <param name="Mails">Messages in it, as far as the server told.</param>
/// <param name="LeftOut">Why it is not synced; null when it is.</param>
public sealed record ListedFolder(string Name, uint Mails, LeftOutReason? LeftOut);
