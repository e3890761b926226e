using Azure.Storage.Blobs.Specialized;
using InboxMind.Azure.Mail;
using InboxMind.Contracts.Privacy;
using InboxMind.Core.Privacy;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Privacy;
using InboxMind.Embedded.Sync;
using InboxMind.Testing;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Azure;

public sealed class BlobRawMailTests : RawMailContract, IDisposable
{
    private readonly BlobAdapters _adapters;

    public BlobRawMailTests(Azurite azurite)
    {
        _adapters = new BlobAdapters(azurite);
        Mailboxes = new SqliteMailboxStore(_adapters.Sqlite.Main, _adapters.Apart);
        Export = new SqliteMailExport(_adapters.Sqlite.Main, _adapters.Apart);
        Data = [new MainUserData(_adapters.Sqlite.Folder), _adapters.Apart];
    }

    protected override IMailStore Store => _adapters.Store;

    protected override IMailboxStore Mailboxes { get; }

    protected override IMailExport Export { get; }

    protected override IReadOnlyList<IUserData> Data { get; }

    public void Dispose() => _adapters.Dispose();

    [Fact]
    public async Task SaveAsync_Mail_LiesInABlobWhoseNameTellsNothing()
    {
        await Store.SaveAsync(Anna, [Mail("one")], Cancellation);

        var name = (await NamesAsync(Anna)).ShouldHaveSingleItem();

        name.ShouldMatch("^[0-9a-f]{64}/[0-9a-f]{64}$");
        _adapters.Sqlite.Main.Sqlite.Read(static session => session.Scalar("SELECT SUM(LENGTH(raw)) FROM message")).ShouldBe(0);
        _adapters.Sqlite.Main.Sqlite.Read(static session => session.Scalar("SELECT COUNT(*) FROM raw_to_delete")).ShouldBe(0);
    }

    [Fact]
    public async Task EveryDeletion_Mail_LeavesNoBlob()
    {
        await Store.SaveAsync(Anna, [Mail("one"), Mail("two")], Cancellation);
        await SetAsideAsync("bad", "no mail at all");
        (await NamesAsync(Anna)).Count.ShouldBe(3);

        await Store.DeleteAsync(Anna, [Id("one")], Cancellation);
        (await NamesAsync(Anna)).Count.ShouldBe(2);
        await Store.DeleteSetAsideAsync(Anna, 10, Cancellation);
        (await NamesAsync(Anna)).Count.ShouldBe(1);
        await EraseAsync(Anna);
        (await NamesAsync(Anna)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_SavedAgainAfterTheLook_Stays()
    {
        await _adapters.Blobs.SaveAsync(Anna, [new(Id("one"), "old"u8.ToArray()), new(Id("two"), "old"u8.ToArray())], Cancellation);

        await _adapters.Blobs.DeleteAsync(
            Anna, [Id("one"), Id("two"), Id("none")],
            async found =>
            {
                found.ShouldBe([Id("one"), Id("two")], ignoreOrder: true);
                await _adapters.Blobs.SaveAsync(Anna, [new(Id("one"), "new"u8.ToArray())], Cancellation);
                return found;
            },
            Cancellation);

        await using var kept = await _adapters.Blobs.OpenAsync(Anna, Id("one"), Cancellation);
        kept.ShouldNotBeNull().Length.ShouldBe(3);
        (await _adapters.Blobs.OpenAsync(Anna, Id("two"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task DeleteAsync_OneIsHeldByALease_DeletesTheOthersAndSaysWhich()
    {
        await _adapters.Blobs.SaveAsync(Anna, [new(Id("held"), "old"u8.ToArray()), new(Id("free"), "old"u8.ToArray())], Cancellation);
        var lease = await LeaseAsync("held");

        (await _adapters.Blobs.DeleteAsync(Anna, [Id("held"), Id("free")], static found => Task.FromResult(found), Cancellation))
            .ShouldBe([Id("held")]);

        (await NamesAsync(Anna)).ShouldBe([RawMailName.For(Anna, Id("held"))]);
        await lease.ReleaseAsync(cancellationToken: Cancellation);
        (await _adapters.Blobs.DeleteAsync(Anna, [Id("held"), Id("free")], static found => Task.FromResult(found), Cancellation))
            .ShouldBeEmpty();
        (await NamesAsync(Anna)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAllAsync_OneIsHeldByALease_DeletesTheOthersAndSaysSo()
    {
        await _adapters.Blobs.SaveAsync(Anna, [new(Id("held"), "old"u8.ToArray()), new(Id("free"), "old"u8.ToArray())], Cancellation);
        var lease = await LeaseAsync("held");

        (await Should.ThrowAsync<StorageUnusableException>(() => _adapters.Blobs.DeleteAllAsync(Anna, Cancellation))).Message
            .ShouldBe("The storage account holds raw mail against deletion, by a lease or a policy; all else was deleted.");

        (await NamesAsync(Anna)).ShouldBe([RawMailName.For(Anna, Id("held"))]);
        await lease.ReleaseAsync(cancellationToken: Cancellation);
        (await _adapters.Blobs.DeleteAllAsync(Anna, Cancellation)).ShouldBeTrue();
        (await _adapters.Blobs.DeleteAllAsync(Anna, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task DeleteAsync_StillWanted_Stays()
    {
        await _adapters.Blobs.SaveAsync(Anna, [new(Id("one"), "old"u8.ToArray())], Cancellation);

        await _adapters.Blobs.DeleteAsync(Anna, [Id("one")], static _ => Task.FromResult<IReadOnlyCollection<EmailId>>([]), Cancellation);

        await using var kept = await _adapters.Blobs.OpenAsync(Anna, Id("one"), Cancellation);
        kept.ShouldNotBeNull();
    }

    private async Task<BlobLeaseClient> LeaseAsync(string mail)
    {
        var lease = _adapters.Clients.Blobs.GetBlobContainerClient(BlobRawMail.Container).GetBlobClient(RawMailName.For(Anna, Id(mail)))
            .GetBlobLeaseClient();
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: Cancellation);
        return lease;
    }

    private async Task<List<string>> NamesAsync(Owner owner)
    {
        var names = new List<string>();
        await foreach (var blob in _adapters.Clients.Blobs.GetBlobContainerClient(BlobRawMail.Container)
            .GetBlobsAsync(new() { Prefix = RawMailName.Prefix(owner) }, Cancellation))
            names.Add(blob.Name);
        return names;
    }
}

public sealed class BlobMailStoreTests(Azurite azurite) : MailStoreContract, IDisposable
{
    private readonly BlobAdapters _adapters = new(azurite);

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class BlobMailListTests(Azurite azurite) : MailListContract, IDisposable
{
    private readonly BlobAdapters _adapters = new(azurite);

    protected override IMailStore Store => _adapters.Store;

    protected override DateTimeOffset Now => _adapters.Sqlite.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.Sqlite.PassAsync(time);
}

public sealed class BlobMailExportTests : MailExportContract, IDisposable
{
    private readonly BlobAdapters _adapters;

    public BlobMailExportTests(Azurite azurite)
    {
        _adapters = new BlobAdapters(azurite);
        Export = new SqliteMailExport(_adapters.Sqlite.Main, _adapters.Apart);
    }

    protected override IMailExport Export { get; }

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class BlobSyncedMailTests : SyncStateStoreContract, IDisposable
{
    private readonly BlobAdapters _adapters;

    public BlobSyncedMailTests(Azurite azurite)
    {
        _adapters = new BlobAdapters(azurite);
        States = new SqliteSyncStateStore(_adapters.Sqlite.Main, _adapters.Sqlite.Time);
        Mail = new SqliteSyncedMail(_adapters.Store, _adapters.Sqlite.Main, _adapters.Sqlite.Time, _adapters.Apart);
    }

    protected override ISyncStateStore States { get; }

    protected override ISyncedMail Mail { get; }

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.Sqlite.PassAsync(time);
}
