using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Storage;

/// <summary>A prepared statement with parameters ?1, ?2, ...</summary>
internal sealed class Statement(SqliteCommand command) : IDisposable
{
    /// <summary>Runs it.</summary>
    /// <returns>Rows changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs it and gives the first column of the first row, or null.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var value = command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>Runs it and reads every row.</summary>
    public List<T> Query<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs it and hands over row after row.</summary>
    public void Each(Action<SqliteDataReader> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    /// <summary>Runs it and reads the first row, when there is one.</summary>
    public T? First<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        while (command.Parameters.Count < values.Length)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"?{command.Parameters.Count + 1}" });
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
