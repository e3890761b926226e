using MailKit;
using Microsoft.Data.Sqlite;

namespace InboxMind.EndToEnd.Servers;

/// <summary>What a data folder holds, looked at from outside.</summary>
internal sealed class SyncedData(string folder)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>All placements, in the form of <see cref="MailOwner.ReadAsync"/>.</summary>
    public async Task<List<string>> ReadAsync()
    {
        var lines = await QueryAsync(
            "SELECT p.folder, p.uid, m.subject, p.flags FROM placement p JOIN message m ON m.seq = p.message",
            static r => $"{r.GetString(0)} {r.GetInt64(1)} {r.GetString(2).Split(' ')[^1]} {Flags((MailFlags)r.GetInt32(3))}");
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>Numbers of the messages, and whether the index holds each as it is.</summary>
    public async Task<List<(int Number, bool IsIndexed)>> MessagesAsync() => await QueryAsync(
        "SELECT subject, indexed_version = version FROM message", static r => (int.Parse(r.GetString(0).Split(' ')[^1]), r.GetBoolean(1)));

    public async Task<long> SetAsideAsync() => (await QueryAsync("SELECT COUNT(*) FROM quarantine", static r => r.GetInt64(0)))[0];

    /// <summary>What a killed process held is free after half a minute: that time passes here.</summary>
    public async Task ExpireAsync()
    {
        if (!File.Exists(Path.Combine(folder, "inboxmind.db")))
            return;
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'sync_lease'";
        if (await command.ExecuteScalarAsync(Cancellation) is 0L)
            return;
        command.CommandText = "UPDATE sync_lease SET expires_at = 0; UPDATE work SET visible_at = 0";
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<List<T>> QueryAsync<T>(string sql, Func<SqliteDataReader, T> read)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        var all = new List<T>();
        while (await rows.ReadAsync(Cancellation))
            all.Add(read(rows));
        return all;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "inboxmind.db")};Pooling=False;Default Timeout=30");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static MessageFlags Flags(MailFlags flags) =>
        Flag(flags, MailFlags.Seen, MessageFlags.Seen) | Flag(flags, MailFlags.Answered, MessageFlags.Answered) | Flag(
            flags, MailFlags.Flagged, MessageFlags.Flagged)
        | Flag(flags, MailFlags.Deleted, MessageFlags.Deleted) | Flag(flags, MailFlags.Draft, MessageFlags.Draft);

    private static MessageFlags Flag(MailFlags flags, MailFlags one, MessageFlags other) => (flags & one) != 0 ? other : MessageFlags.None;
}
