using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Index;

/// <summary>The open index files, one per user: no one's mail moves another's ranking. A bounded number stays open; those used
/// last do.</summary>
internal sealed class IndexFiles(DataFolder folder) : IIndexFiles, IUserData, IIndexSize, IDisposable
{
    /// <summary>Bytes of memory that open files may hold, unless more are in use: some twenty large ones, or all that may be
    /// open.</summary>
    private const long MaxMemory = 128 * 1024 * 1024;

    private readonly Dictionary<UserId, LinkedListNode<IndexFile>> _files = [];

    /// <summary>The open files, those used last first.</summary>
    private readonly LinkedList<IndexFile> _byUse = new();
    private readonly Lock _lock = new();

    /// <summary>Files open at a time, unless more are in use.</summary>
    internal int MaxOpen { get; init; } = 256;

    public IndexRental Rent(Owner owner)
    {
        var rental = new IndexRental(this, Take(owner));
        try
        {
            // Whoever opens one keeps no one else waiting but those who want the same.
            rental.File.Open();
            return rental;
        }
        catch
        {
            // It is tried again the next time: its owner may have put it right.
            lock (_lock)
            {
                if (_files.TryGetValue(owner.User, out var node) && node.Value == rental.File)
                    Drop(node);
            }

            rental.Dispose();
            throw;
        }
    }

    private IndexFile Take(Owner owner)
    {
        lock (_lock)
        {
            var path = folder.Index(owner.User);

            // Another process may have erased the user, or an operator put another file in its place.
            if (_files.TryGetValue(owner.User, out var node) && node.Value.IsOpen
                && (!File.Exists(path) || node.Value.Database.HasMoved()))
            {
                Drop(node);
                if (node.Value.Renters == 0)
                    node.Value.Close();
                node = null;
            }

            if (node is null)
                _files.Add(owner.User, node = new LinkedListNode<IndexFile>(new IndexFile(owner.User, () => Open(path))));
            else
                _byUse.Remove(node);

            _byUse.AddFirst(node);
            node.Value.Renters++;
            return node.Value;
        }
    }

    public void Discard(IndexFile file)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(file.User, out var node) || node.Value != file)
                return;
            Drop(node);
            TryDelete(folder.Index(file.User), inner: null);
        }
    }

    public bool Has(Owner owner) => File.Exists(folder.Index(owner.User));

    /// <summary>Gives an index back, and closes what has lain idle longest when too much is open.</summary>
    public void Return(IndexFile file)
    {
        List<IndexFile> unused = [];
        lock (_lock)
        {
            file.Renters--;
            if (file is { IsDropped: true, Renters: 0 })
                unused.Add(file);
            for (var node = _byUse.Last; node is not null && IsTooMuchOpen();)
            {
                var before = node.Previous;
                if (node.Value.Renters == 0)
                {
                    Drop(node);
                    unused.Add(node.Value);
                }

                node = before;
            }
        }

        foreach (var one in unused)
            one.Close();
    }

    /// <summary>Whose indexes there are, those changed last first.</summary>
    public IReadOnlyList<UserId> Users() => [.. new DirectoryInfo(folder.Indexes).EnumerateFiles("*.db")
        .OrderByDescending(static f => f.LastWriteTimeUtc).Select(static f => Path.GetFileNameWithoutExtension(f.Name))
        .Where(UserId.IsLegal).Select(static name => new UserId(name))];

    /// <summary>How large a user's index is, without keeping it open.</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public (long Chunks, long Bytes) SizeOf(Owner owner)
    {
        var file = new FileInfo(folder.Index(owner.User));
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
        command.CommandText = "SELECT COUNT(*) FROM piece";
        return ((long)command.ExecuteScalar()!, file.Length);
    }

    Task<IndexSize> IIndexSize.ReadAsync(Owner owner, CancellationToken cancellation)
    {
        try
        {
            var (chunks, bytes) = SizeOf(owner);
            return Task.FromResult(new IndexSize(chunks, bytes));
        }
        catch (SqliteException)
        {
            // One that cannot be read is told by the health of the index.
            return Task.FromResult(new IndexSize(0, 0));
        }
    }

    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        IndexFile? open = null;
        lock (_lock)
        {
            if (_files.TryGetValue(owner.User, out var node))
            {
                open = node.Value;
                open.Renters++;
                Drop(node);
            }
        }

        if (open is not null)
        {
            try
            {
                await open.Database.CloseAsync(cancellation);
            }
            catch (DataFolderException)
            {
                // It could not be opened, so nobody uses it.
            }

            Return(open);
        }

        return Delete(folder.Index(owner.User));
    }

    public void Dispose()
    {
        foreach (var file in _byUse)
            file.Close();
    }

    private SqliteDatabase Open(string path)
    {
        try
        {
            return new SqliteDatabase(path, IndexSchema.Value, WordRanking.Register, folder.Reserve);
        }
        catch (DamagedFileException e)
        {
            // Nothing in it is lost: the store notices that the next one is another, and has it filled again.
            TryDelete(path, e);
            return new SqliteDatabase(path, IndexSchema.Value, WordRanking.Register, folder.Reserve);
        }
    }

    private static void TryDelete(string path, DamagedFileException? inner)
    {
        try
        {
            Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw inner ?? new DamagedFileException(path, e);
        }
    }

    /// <returns>Whether there was anything.</returns>
    private static bool Delete(string path)
    {
        var found = false;
        foreach (var file in (string[])[path, $"{path}-wal", $"{path}-shm", $"{path}-journal"])
        {
            found |= File.Exists(file);
            File.Delete(file);
        }

        return found;
    }

    private bool IsTooMuchOpen() => _byUse.Count > MaxOpen || _byUse.Sum(static f => f.Memory) > MaxMemory;

    /// <summary>Whoever uses it goes on; the last one closes it.</summary>
    private void Drop(LinkedListNode<IndexFile> node)
    {
        _files.Remove(node.Value.User);
        _byUse.Remove(node);
        node.Value.IsDropped = true;
    }
}

/// <summary>A user's index in use.</summary>
internal readonly struct IndexRental(IIndexFiles files, IndexFile file) : IDisposable
{
    public IndexFile File { get; } = file;

    public void Dispose() => files.Return(File);
}

/// <summary>A user's index: the file, and the lengths held in memory.</summary>
/// <param name="user">Whose.</param>
/// <param name="open">Opens the file, once.</param>
internal sealed class IndexFile(UserId user, Func<SqliteDatabase> open)
{
    /// <summary>Bytes that an open file holds at most: the pages that its connections keep, one to write and two to search.</summary>
    internal const long MostMemory = 6 * 1024 * 1024;

    /// <summary>Bytes that the schema and the connections to the smallest file hold.</summary>
    private const long LeastMemory = 512 * 1024;

    private readonly Lazy<SqliteDatabase> _database = new(open);

    public IndexFile(UserId user, SqliteDatabase database)
        : this(user, () => database)
    {
    }

    public UserId User { get; } = user;

    public SqliteDatabase Database => _database.Value;

    /// <summary>Whether the file was opened.</summary>
    public bool IsOpen => _database.IsValueCreated;

    /// <summary>Bytes of memory that it holds, about: by its length when it was opened.</summary>
    public long Memory { get; private set; } = LeastMemory;

    /// <summary>How many use it now; kept by <see cref="IndexFiles"/>.</summary>
    public int Renters { get; set; }

    /// <summary>Whether it is closed by the last who uses it; kept by <see cref="IndexFiles"/>.</summary>
    public bool IsDropped { get; set; }

    public MailLengths Lengths { get; init; } = new();

    public KnownTerms Terms { get; init; } = new();

    public HeldCodes Codes { get; } = new();

    /// <summary>Opens the file, or waits until another has opened it.</summary>
    /// <exception cref="DataFolderException">It cannot be opened.</exception>
    public void Open()
    {
        if (!IsOpen)
            Memory = Math.Min(LeastMemory + _database.Value.Length, MostMemory);
    }

    /// <summary>Closes it, when it was opened.</summary>
    public void Close()
    {
        Codes.Forget();
        if (IsOpen)
            Database.Dispose();
    }
}
