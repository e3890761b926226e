namespace InboxMind.Embedded.Storage;

/// <summary><c>inboxmind.db</c>: everything but the indexes.</summary>
internal sealed class MainDatabase(DataFolder folder, TimeProvider time) : IDisposable
{
    public SqliteDatabase Sqlite { get; } = new(folder.Database, MainSchema.Value, time);

    public void Dispose() => Sqlite.Dispose();
}
