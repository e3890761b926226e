using InboxMind.Embedded.Index;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Contracts.Embedded;

/// <summary>The embedded adapters on a data folder of their own.</summary>
internal sealed class SqliteAdapters : IDisposable
{
    private readonly TempFolder _folder = new();

    public SqliteAdapters()
    {
        Folder = new DataFolder(_folder.Root);
        Main = new MainDatabase(Folder);
        Files = new IndexFiles(Folder);
        Keys = new KeyRing(Folder);
    }

    public FakeTimeProvider Time { get; } = new(Samples.Start);

    public DataFolder Folder { get; }

    public MainDatabase Main { get; }

    public IndexFiles Files { get; }

    public KeyRing Keys { get; }

    public Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Keys.Dispose();
        Files.Dispose();
        Main.Dispose();
        _folder.Dispose();
    }
}
