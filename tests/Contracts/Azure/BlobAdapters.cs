using InboxMind.Azure.Mail;
using InboxMind.Azure.Storage;
using InboxMind.Contracts.Embedded;
using InboxMind.Embedded.Mail;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure;

/// <summary>The embedded adapters of mail with raw mail in blobs.</summary>
internal sealed class BlobAdapters : IDisposable
{
    public BlobAdapters(Azurite azurite)
    {
        Clients = new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString));
        Blobs = new BlobRawMail(Clients);
        Apart = new ApartRawMail(Sqlite.Main, Sqlite.Time, Blobs);
        Store = new SqliteMailStore(Sqlite.Main, Sqlite.Time, Apart);
    }

    public SqliteAdapters Sqlite { get; } = new();

    public StorageClients Clients { get; }

    public BlobRawMail Blobs { get; }

    public ApartRawMail Apart { get; }

    public SqliteMailStore Store { get; }

    public void Dispose() => Sqlite.Dispose();
}
