using InboxMind.Azure.Keys;
using InboxMind.Azure.Storage;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>Keys of a deployment of its own in Azurite.</summary>
internal sealed class CosmosKeys : IDisposable
{
    public CosmosKeys(Azurite azurite)
    {
        var clients = new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString));
        var name = Guid.NewGuid().ToString("n");
        Ring = new SharedKeyRing(new KeyBlob(clients, $"{name}/{BlobKeyRepository.Name}"), certificates: null);
        Audit = new BlobAuditKeys(new KeyBlob(clients, $"{name}/{BlobAuditKeys.Name}"), Ring);
    }

    public SharedKeyRing Ring { get; }

    public BlobAuditKeys Audit { get; }

    public void Dispose() => Ring.Dispose();
}
