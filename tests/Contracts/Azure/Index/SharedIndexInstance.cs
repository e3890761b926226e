using InboxMind.Azure.Index;
using InboxMind.Azure.Storage;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index.Shared;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Index;

/// <summary>One instance with its own disk, on a storage that others use too.</summary>
internal sealed class SharedIndexInstance : IDisposable
{
    private readonly TempFolder _disk = new();
    private readonly SharedIndexFolder _folder;
    private bool _ended;

    /// <param name="storage">What instances share.</param>
    /// <param name="settings">How copies are kept; by default each read looks whether there is something new.</param>
    /// <param name="time">The clock.</param>
    public SharedIndexInstance(IIndexStorage storage, SharedIndexSettings? settings = null, TimeProvider? time = null)
    {
        Storage = storage;
        _folder = new SharedIndexFolder(new DataFolder(_disk.Root));
        Indexes = new SharedIndexes(
            _folder, storage, settings ?? new SharedIndexSettings { FreshFor = TimeSpan.Zero }, time ?? TimeProvider.System);
        Index = new SharedMailIndex(Indexes);
    }

    public IIndexStorage Storage { get; }

    public SharedIndexes Indexes { get; }

    public SharedMailIndex Index { get; }

    /// <summary>The copies of indexes on its disk.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(_disk.Root, "*.db", SearchOption.AllDirectories);

    public static SharedIndexInstance On(Azurite azurite, Action<global::Azure.Core.ClientOptions>? configure = null) =>
        new(new BlobIndexStorage(new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString), configure)));

    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        Indexes.Dispose();
        _folder.Dispose();
        _disk.Dispose();
    }
}
