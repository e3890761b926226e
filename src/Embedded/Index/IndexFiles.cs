using System.Collections.Concurrent;
using InboxMind.Core.Accounts;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>The open index files, one per user: no one's mail moves another's ranking.</summary>
internal sealed class IndexFiles(DataFolder folder) : IDisposable
{
    private readonly ConcurrentDictionary<UserId, IndexFile> _files = new();
    private readonly Lock _opening = new();

    public IndexFile Of(Tenant tenant)
    {
        if (_files.TryGetValue(tenant.User, out var file))
            return file;
        lock (_opening)
        {
            // A file that could not be opened is tried again the next time: its owner may have put it right.
            return _files.GetOrAdd(tenant.User, user => new IndexFile(new SqliteDatabase(folder.Index(user), IndexSchema.Value, WordRanking.Register)));
        }
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
