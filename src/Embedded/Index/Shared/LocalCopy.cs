using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>The copy of a shared index on this machine's disk: the file as of one head. It is read as it is; while it is written to, what
/// is written stays in a log beside it, which readers do not see.</summary>
internal sealed class LocalCopy(UserId user, string path, HeadContent head) : IDisposable
{
    private readonly Lock _opening = new();
    private SqliteDatabase? _database;
    private OneIndexFile? _reader;
    private volatile bool _isDamaged;

    public string Path { get; } = path;

    /// <summary>What the file holds.</summary>
    public HeadContent Head { get; private set; } = head;

    public MailLengths Lengths { get; } = new();

    public KnownTerms Terms { get; private set; } = new();

    public long Bytes => (long)Head.Pages * Head.PageSize;

    /// <summary>Whether it turned out to be damaged.</summary>
    public bool IsDamaged => _isDamaged || _reader?.IsDamaged == true;

    /// <summary>Notes that it is damaged.</summary>
    public void Discard() => _isDamaged = true;

    /// <summary>Opens it for reading, once for all readers.</summary>
    public OneIndexFile Reader()
    {
        lock (_opening)
        {
            _database ??= new SqliteDatabase(Path, IndexSchema.Value, WordRanking.Register, reserve: null, SqliteUse.Frozen);
            return _reader ??= new OneIndexFile(new IndexFile(user, _database) { Lengths = Lengths, Terms = Terms });
        }
    }

    /// <summary>Closes it; it is opened again when it is read. Nobody reads it.</summary>
    public void Rest()
    {
        lock (_opening)
        {
            _reader?.Forget();
            _database?.Dispose();
            (_database, _reader) = (null, null);
        }
    }

    /// <summary>Changes the file. Nobody reads it.</summary>
    public void Change(HeadContent head, Action change)
    {
        Rest();
        change();
        Head = head;
    }

    /// <summary>What was known of terms that were written is not true: they were taken back.</summary>
    public void ForgetTerms() => Terms = new KnownTerms();

    public void Dispose()
    {
        Rest();
        DropLog(Path);
        File.Delete(Path);
    }

    /// <summary>Takes back what is written in a log.</summary>
    public static void DropLog(string path)
    {
        foreach (var file in (string[])[$"{path}-wal", $"{path}-shm", $"{path}-journal"])
            File.Delete(file);
    }
}
