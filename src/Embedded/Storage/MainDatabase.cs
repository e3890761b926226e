namespace InboxMind.Embedded.Storage;

/// <summary><c>inboxmind.db</c>: everything but the indexes.</summary>
internal sealed class MainDatabase(DataFolder folder) : IDisposable
{
    public SqliteDatabase Sqlite { get; } = new(folder.Database, MainSchema.Value);

    public void Dispose() => Sqlite.Dispose();
}
