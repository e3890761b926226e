using InboxMind.Core.Accounts;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

public sealed class IndexFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RevisionAsync_DamagedIndex_SaysSoAndGoesOnOnceItIsPutRight()
    {
        var data = new DataFolder(_folder.Root);
        using var files = new IndexFiles(data);
        var index = new SqliteMailIndex(files);
        var path = data.Index(UserId.Local);
        await File.WriteAllBytesAsync(path, [.. Enumerable.Repeat((byte)1, 5_000)], TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<DataFolderException>(() => index.RevisionAsync(Tenant.Local, TestContext.Current.CancellationToken)))
            .Message.ShouldContain(path);
        File.Delete(path);

        (await index.RevisionAsync(Tenant.Local, TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public void Of_ManyUsersAtOnce_GivesEachOneFile()
    {
        using var files = new IndexFiles(new DataFolder(_folder.Root));
        var found = new IndexFile[80];

        Parallel.For(0, found.Length, i => found[i] = files.Of(new Tenant(new UserId($"user-{i % 8}"))));

        found.Distinct().Count().ShouldBe(8);
        Directory.GetFiles(_folder["index"], "*.db").Length.ShouldBe(8);
    }
}
