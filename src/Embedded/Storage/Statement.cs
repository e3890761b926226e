using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InboxMind.Embedded.Storage;

/// <summary>A prepared statement with parameters ?1, ?2, ... It is SQLite's own: a look-up by number takes ADO.NET's commands and readers
/// several times as long as SQLite, and an import and a search make thousands.</summary>
internal sealed class Statement(sqlite3 database, string sql) : IDisposable
{
    /// <summary>UTF-8 has no more bytes for a character than this.</summary>
    private const int MaxBytes = 3;

    /// <summary>Texts of up to this many characters are encoded without a buffer of their own.</summary>
    private const int Short = 256;

    /// <summary><c>SQLITE_PREPARE_PERSISTENT</c>: it will be kept.</summary>
    private const uint Persistent = 1;

    private sqlite3_stmt? _statement;
    private int _parameters;

    /// <summary>Whether its rows are being read.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Runs it.</summary>
    /// <returns>Rows changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        var statement = Begin(values);
        try
        {
            while (Step(statement))
            {
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            End(statement);
        }
    }

    /// <summary>Runs it, which inserts one row or none. <c>RETURNING</c> would tell the same, by way of a table that SQLite makes for it
    /// each time: several times as long as a small row takes.</summary>
    /// <returns>The row's number; null when none was inserted.</returns>
    public long? Insert(params ReadOnlySpan<object?> values) => Run(values) == 0 ? null : raw.sqlite3_last_insert_rowid(database);

    /// <summary>Runs it and gives the first column of the first row, or null.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values)
    {
        var statement = Begin(values);
        try
        {
            return Step(statement) ? new SqliteRow(statement).Value(0) : null;
        }
        finally
        {
            End(statement);
        }
    }

    /// <summary>Runs it and reads every row.</summary>
    public List<T> Query<T>(Func<SqliteRow, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        var statement = Begin(values);
        try
        {
            while (Step(statement))
                rows.Add(read(new SqliteRow(statement)));
        }
        finally
        {
            End(statement);
        }

        return rows;
    }

    /// <summary>Runs it and hands over row after row.</summary>
    public void Each(Action<SqliteRow> read, params ReadOnlySpan<object?> values)
    {
        var statement = Begin(values);
        try
        {
            while (Step(statement))
                read(new SqliteRow(statement));
        }
        finally
        {
            End(statement);
        }
    }

    /// <summary>Runs it and reads the first row, when there is one.</summary>
    public T? First<T>(Func<SqliteRow, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        var statement = Begin(values);
        try
        {
            return Step(statement) ? read(new SqliteRow(statement)) : null;
        }
        finally
        {
            End(statement);
        }
    }

    /// <summary>Frees it until it is used again.</summary>
    public void Dispose()
    {
        _statement?.Dispose();
        _statement = null;
    }

    private sqlite3_stmt Begin(ReadOnlySpan<object?> values)
    {
        if (IsRunning)
            throw new InvalidOperationException("Its rows are still being read.");
        var statement = _statement ??= Prepare();
        if (values.Length < _parameters)
            throw new ArgumentException($"There are {_parameters} parameters and {values.Length} values: {sql}", nameof(values));
        for (var i = 1; i <= _parameters; i++)
            Check(Bind(statement, i, values[i - 1]));
        IsRunning = true;
        return statement;
    }

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v3(database, sql, Persistent, out var statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
        {
            statement.Dispose();
            throw new ArgumentException($"This is more than one statement: {sql}");
        }

        _parameters = raw.sqlite3_bind_parameter_count(statement);
        return statement;
    }

    private bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
            return result == raw.SQLITE_ROW;
        Check(result);
        return false;
    }

    private void End(sqlite3_stmt statement)
    {
        // What reset says is what the last step said.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        IsRunning = false;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(statement, place),
        string text => Bind(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        uint number => raw.sqlite3_bind_int64(statement, place, number),
        bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, place, number),
        float number => raw.sqlite3_bind_double(statement, place, number),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        Enum constant => raw.sqlite3_bind_int64(statement, place, Convert.ToInt64(constant, null)),
        _ => throw new ArgumentException($"SQLite keeps no {value.GetType().Name}.", nameof(value)),
    };

    private static int Bind(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length == 0)
            return raw.sqlite3_bind_text(statement, place, "");
        if (text.Length <= Short)
        {
            Span<byte> few = stackalloc byte[Short * MaxBytes];
            return raw.sqlite3_bind_text(statement, place, few[..Encoding.UTF8.GetBytes(text, few)]);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        try
        {
            return raw.sqlite3_bind_text(statement, place, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
