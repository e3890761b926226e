using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InboxMind.Embedded.Backup;

/// <summary>Copies a database that others use, by SQLite's online backup: one consistent state, while they read and write.</summary>
internal static class SqliteCopy
{
    /// <summary>Copied between two looks whether to stop.</summary>
    private const int Pages = 2_000;

    /// <summary>Copies it to a new file.</summary>
    /// <exception cref="SqliteException">It cannot be read, or the copy not written.</exception>
    public static void Make(string from, string to, CancellationToken cancellation)
    {
        OwnerFiles.Make(to).Dispose();
        using var source = Open(from);
        using var copy = Open(to);

        // Held until the end: otherwise each write of another process would begin the copy anew.
        using var transaction = source.BeginTransaction(deferred: true);
        Scalar(source, "SELECT COUNT(*) FROM sqlite_master", transaction);
        using var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        int result;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            result = backup.IsInvalid ? raw.sqlite3_errcode(copy.Handle) : raw.sqlite3_backup_step(backup, Pages);
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE)
            throw new SqliteException("The copy failed.", result & 0xFF, result);
    }

    /// <summary>Looks through the whole file.</summary>
    /// <returns>The version of its tables, and what it counts.</returns>
    /// <exception cref="DamagedFileException">It is damaged.</exception>
    public static (int Version, long Count) Check(string path, string? count)
    {
        try
        {
            using var database = Open(path);
            if (Scalar(database, "PRAGMA integrity_check(1)") is not "ok")
                throw new DamagedFileException(path);
            return ((int)(long)Scalar(database, "PRAGMA user_version")!, count is null ? 0 : (long)Scalar(database, count)!);
        }
        catch (SqliteException e)
        {
            throw new DamagedFileException(path, e);
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Scalar(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command.ExecuteScalar();
    }
}
