using System.Text;
using SQLitePCL;

namespace InboxMind.Embedded.Storage;

/// <summary>A row that a statement gives, to be read before the next one. Columns are counted from 0; numbers that stand as text are
/// read as numbers, and the reverse, as SQLite does.</summary>
internal readonly struct SqliteRow(sqlite3_stmt statement)
{
    /// <summary>How many columns it has.</summary>
    public int Count => raw.sqlite3_column_count(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public long GetInt64(int column)
    {
        var number = raw.sqlite3_column_int64(statement, column);
        return number == 0 && IsNull(column) ? throw Missing(column) : number;
    }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="OverflowException">It is larger.</exception>
    public int GetInt32(int column) => checked((int)GetInt64(column));

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public bool GetBoolean(int column) => GetInt64(column) != 0;

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public string GetString(int column) => Encoding.UTF8.GetString(Span(column));

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public byte[] GetBytes(int column) => Span(column).ToArray();

    /// <summary>The bytes where SQLite has them, until the next row.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public ReadOnlySpan<byte> Span(int column)
    {
        var bytes = raw.sqlite3_column_blob(statement, column);
        return bytes.IsEmpty && IsNull(column) ? throw Missing(column) : bytes;
    }

    /// <summary>A long, a double, a string, bytes or null, as it is kept.</summary>
    public object? Value(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => GetInt64(column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => GetString(column),
        raw.SQLITE_BLOB => GetBytes(column),
        _ => null,
    };

    private static InvalidOperationException Missing(int column) => new($"Column {column} is NULL.");
}
