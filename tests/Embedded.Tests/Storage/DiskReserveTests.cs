using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Tests.Storage;

public sealed class DiskReserveTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DataFolder _data;

    public DiskReserveTests() => _data = new DataFolder(_folder["data"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private long Reserved => new FileInfo(_folder["data/reserve"]) is { Exists: true } file ? file.Length : -1;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_PlentyOfRoom_TakesASmallPartAndGivesItUpOnce()
    {
        Reserved.ShouldBe(-1);
        _data.Reserve.TryTake().ShouldBeTrue();
        Reserved.ShouldBe(1024 * 1024);

        _data.Reserve.GiveUp().ShouldBeTrue();
        (Reserved, _data.Reserve.IsGivenUp).ShouldBe((0, true));
        _data.Reserve.GiveUp().ShouldBeFalse();

        // There is room, so it is whole again for whoever asks next.
        new DataFolder(_folder["data"]).Reserve.TryTake().ShouldBeTrue();
        Reserved.ShouldBe(1024 * 1024);
    }

    [Fact]
    public async Task EmptyLogAsync_MuchWasErased_GivesItBackToTheDisk()
    {
        using var database = Open();
        for (var i = 0; i < 20; i++)
            await database.WriteAsync(static s => s.Execute("INSERT INTO bulk SELECT randomblob(500000)"), Cancellation);
        await database.EmptyLogAsync(Cancellation);
        new FileInfo(_folder["data/test.db"]).Length.ShouldBeGreaterThan(9_000_000);

        await database.WriteAsync(static s => s.Execute("DELETE FROM bulk"), Cancellation);
        await database.EmptyLogAsync(Cancellation);

        new FileInfo(_folder["data/test.db"]).Length.ShouldBeLessThan(2_000_000);
        new FileInfo(_folder["data/test.db-wal"]).Length.ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_NoRoom_TakesTheReserveUnlessItIsBulk()
    {
        _data.Reserve.TryTake().ShouldBeTrue();
        using var database = Open();
        await FillAsync(database);
        await Should.ThrowAsync<DiskFullException>(() => database.WriteAsync(Insert, Cancellation, isBulk: true));
        Reserved.ShouldBe(1024 * 1024, "bulk leaves it alone");

        await FillAsync(database);
        await database.WriteAsync(Insert, Cancellation);

        Reserved.ShouldBe(0);
    }

    /// <summary>The limit belongs to the connection that writes and goes with it when a write fails.</summary>
    private static Task FillAsync(SqliteDatabase database) =>
        database.WriteAsync(static s => s.Execute($"PRAGMA max_page_count={s.Scalar("PRAGMA page_count")}"), Cancellation);

    private static int Insert(SqliteSession session) => session.Prepare("INSERT INTO bulk SELECT randomblob(50000)").Run();

    private SqliteDatabase Open() => new(
        _folder["data/test.db"], new Schema("CREATE TABLE bulk(data BLOB NOT NULL)") { Shrinks = true }, (Action<SqliteConnection>?)null,
        _data.Reserve);
}
