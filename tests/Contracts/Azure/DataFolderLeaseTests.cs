using InboxMind.Azure.Storage;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure;

public sealed class DataFolderLeaseTests(Azurite azurite)
{
    [Fact]
    public async Task TryHoldAsync_AnotherFolder_IsRefusedAndTheSameIsNot()
    {
        var stop = TestContext.Current.CancellationToken;
        var clients = new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString));
        var (mine, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        var instances = Enumerable.Range(0, 4).Select(_ => new DataFolderLease(clients)).ToList();

        (await Task.WhenAll(instances.Select(i => i.TryHoldAsync(mine, stop)))).ShouldAllBe(static held => held);

        (await instances[0].TryHoldAsync(theirs, stop)).ShouldBeFalse();
        (await instances[1].TryHoldAsync(mine, stop)).ShouldBeTrue("a process on the same folder");
    }
}
