namespace InboxMind.Embedded.Storage;

/// <summary><c>inboxmind.db</c>: everything but the indexes.</summary>
internal sealed class MainDatabase : IDisposable
{
    private readonly DiskReserve _reserve;

    public MainDatabase(DataFolder folder)
    {
        _reserve = folder.Reserve;
        Sqlite = new SqliteDatabase(folder.Database, MainSchema.Value, reserve: _reserve);
        _reserve.Begin();
    }

    public SqliteDatabase Sqlite { get; }

    public void Dispose()
    {
        Sqlite.Dispose();
        _reserve.TakeBack();
    }
}
