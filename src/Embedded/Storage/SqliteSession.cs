using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InboxMind.Embedded.Storage;

/// <summary>A connection with its prepared statements.</summary>
internal sealed partial class SqliteSession(SqliteConnection connection) : IDisposable
{
    /// <summary>More texts than this come from queries with many conditions, not from us: start over.</summary>
    private const int MaxStatements = 200;

    /// <summary><c>SQLITE_FCNTL_HAS_MOVED</c>.</summary>
    private const int HasMovedControl = 20;

    /// <summary><c>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE</c>.</summary>
    private const int NoCheckpointOnClose = 1006;

    private readonly Dictionary<string, Statement> _statements = [];

    /// <summary>A prepared statement; kept, so use constant texts.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            if (_statements.Count >= MaxStatements)
                Forget();
            _statements.Add(sql, statement = new Statement(connection.Handle!, sql));
        }

        return statement;
    }

    /// <summary>Runs a text of one or more statements without parameters.</summary>
    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(connection.Handle, sql);
        if (result != raw.SQLITE_OK)
            throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), result & 0xFF, result);
    }

    /// <summary>Opens a long value, to be read from its beginning without what comes behind.</summary>
    public Stream Open(string table, string column, long row) => new SqliteBlob(connection, table, column, row, readOnly: true);

    public long Scalar(string sql) => Prepare(sql).Scalar() is long value ? value : 0;

    /// <summary>Begins an immediate transaction, without waiting.</summary>
    /// <returns>SQLite's result code.</returns>
    public int TryBegin()
    {
        _ = raw.sqlite3_busy_timeout(connection.Handle, 0);
        var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        WaitForOthers();
        return result;
    }

    /// <summary>Moves what the write-ahead log holds into the file and cuts the log to nothing, without waiting.</summary>
    /// <returns>Whether it is empty now: no one reads from it or writes to it.</returns>
    public bool TryEmptyLog()
    {
        _ = raw.sqlite3_busy_timeout(connection.Handle, 0);
        var busy = Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        WaitForOthers();
        return busy == 0;
    }

    /// <summary>Leaves in the write-ahead log what is written, also when the file is closed, and forgoes waiting for the disk.</summary>
    public void KeepLog()
    {
        Execute("PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=OFF;");
        _ = raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
    }

    /// <summary>Whether the file is no longer where it was opened: deleted, moved or replaced.</summary>
    public bool HasMoved() =>
        FileControl(connection.Handle!.DangerousGetHandle(), 0, HasMovedControl, out var moved) == raw.SQLITE_OK && moved != 0;

    /// <summary>Lets everything but <see cref="TryBegin"/> wait for other processes: opening, upgrading, recovering after one that
    /// was killed.</summary>
    public void WaitForOthers() => _ = raw.sqlite3_busy_timeout(connection.Handle, 30_000);

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int FileControl(nint database, nint name, int control, out int value);

    private void Forget()
    {
        foreach (var (sql, statement) in _statements)
        {
            if (statement.IsRunning)
                continue;
            statement.Dispose();
            _statements.Remove(sql);
        }
    }
}
