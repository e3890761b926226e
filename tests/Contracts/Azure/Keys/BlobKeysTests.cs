using InboxMind.Azure.Keys;
using InboxMind.Azure.Storage;
using InboxMind.Contracts.Accounts;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Keys;

public sealed class BlobSigningKeysTests : SigningKeyStoreContract, IDisposable
{
    private readonly StorageClients _clients;
    private readonly SharedKeyRing _ring;
    private readonly string _name = Guid.NewGuid().ToString("n");

    public BlobSigningKeysTests(Azurite azurite)
    {
        _clients = new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString));
        _ring = new SharedKeyRing(new KeyBlob(_clients, $"{_name}/{BlobKeyRepository.Name}"), certificates: null);
        Store = new BlobSigningKeys(Blob, _ring);
    }

    protected override ISigningKeyStore Store { get; }

    private KeyBlob Blob => new(_clients, $"{_name}/{BlobSigningKeys.Name}");

    public void Dispose() => _ring.Dispose();

    [Fact]
    public async Task ListAsync_CiphertextUnderAnotherId_IsLeftOut()
    {
        await AddAsync_Key_KeepsEveryField();
        var id = (await Store.ListAsync(Cancellation))[0].Id;

        await Blob.ChangeAsync(before => BinaryData.FromString(before!.ToString().Replace(id, "another")), Cancellation);

        (await Store.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AuditKeys_ManyInstancesAtOnce_HaveOneKeyWhichOpensAgain()
    {
        var instances = Enumerable.Range(0, 8).Select(_ => AuditKeys()).ToList();

        var keys = await Task.WhenAll(instances.Select(static i => Task.Run(() => i.CurrentAsync(Cancellation))));

        keys.Select(static k => k.Id).Distinct().ShouldHaveSingleItem();
        (await AuditKeys().OpenAsync(keys[0].Id, Cancellation)).ShouldBe(keys[0].Value);
        (await AuditKeys().OpenAsync(keys[0].Id + 1, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task AuditKeys_RingIsLost_AnotherKeyTakesThePlace()
    {
        var lost = await AuditKeys().CurrentAsync(Cancellation);
        using var ring = new SharedKeyRing(new KeyBlob(_clients, $"{_name}/new-ring"), certificates: null);

        var keys = AuditKeys(ring);
        var next = await keys.CurrentAsync(Cancellation);

        next.Id.ShouldBe(lost.Id + 1);
        (await keys.OpenAsync(lost.Id, Cancellation)).ShouldBeNull();
    }

    private BlobAuditKeys AuditKeys(SharedKeyRing? ring = null) =>
        new(new KeyBlob(_clients, $"{_name}/{BlobAuditKeys.Name}"), ring ?? _ring);
}
