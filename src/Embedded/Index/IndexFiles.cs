using System.Collections.Concurrent;
using InboxMind.Core.Accounts;
using InboxMind.Core.Privacy;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Index;

/// <summary>The open index files, one per user: no one's mail moves another's ranking.</summary>
internal sealed class IndexFiles(DataFolder folder) : IUserData, IDisposable
{
    private readonly ConcurrentDictionary<UserId, IndexFile> _files = new();
    private readonly Lock _opening = new();

    public IndexFile Of(Tenant tenant)
    {
        var path = folder.Index(tenant.User);

        // Another process may have erased the user.
        if (_files.TryGetValue(tenant.User, out var file) && File.Exists(path))
            return file;
        lock (_opening)
        {
            if (_files.TryGetValue(tenant.User, out file) && !File.Exists(path))
                _files.TryRemove(tenant.User, out _);

            // A file that could not be opened is tried again the next time: its owner may have put it right.
            return _files.GetOrAdd(tenant.User, _ => new IndexFile(new SqliteDatabase(path, IndexSchema.Value, WordRanking.Register)));
        }
    }

    /// <summary>Whose indexes there are, those changed last first.</summary>
    public IReadOnlyList<UserId> Users() => [.. new DirectoryInfo(folder.Indexes).EnumerateFiles("*.db")
        .OrderByDescending(static f => f.LastWriteTimeUtc).Select(static f => Path.GetFileNameWithoutExtension(f.Name))
        .Where(UserId.IsLegal).Select(static name => new UserId(name))];

    /// <summary>How large a user's index is, without keeping it open.</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public (long Chunks, long Bytes) SizeOf(Tenant tenant)
    {
        var file = new FileInfo(folder.Index(tenant.User));
        if (!file.Exists)
            return (0, 0);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file.FullName,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM chunk";
        return ((long)command.ExecuteScalar()!, file.Length);
    }

    /// <summary>Deletes a user's index whole: words, vectors, cache and logs.</summary>
    public async Task<bool> EraseAsync(Tenant tenant, CancellationToken cancellation)
    {
        if (_files.TryRemove(tenant.User, out var open))
            await open.Database.CloseAsync(cancellation);
        var path = folder.Index(tenant.User);
        var found = false;
        foreach (var file in (string[])[path, $"{path}-wal", $"{path}-shm", $"{path}-journal"])
        {
            found |= File.Exists(file);
            File.Delete(file);
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Database.Dispose();
    }
}

/// <summary>A user's index: the file, and the vectors and lengths held in memory.</summary>
internal sealed class IndexFile(SqliteDatabase database)
{
    private readonly Lock _loading = new();
    private VectorSet? _vectors;

    public SqliteDatabase Database { get; } = database;

    public MailLengths Lengths { get; } = new();

    /// <summary>The vectors of a model as the file holds them now; only what is new is read.</summary>
    public VectorSet Vectors(Session session, string model)
    {
        lock (_loading)
        {
            // A load that fails half-way must not be continued by the next one.
            var previous = Interlocked.Exchange(ref _vectors, null);
            return _vectors = VectorSet.Load(session, model, previous);
        }
    }
}
