using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Index.Shared;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using SQLitePCL;

namespace InboxMind.Embedded.Tests.Index;

/// <summary>What waits for vectors or for the text of attachments is asked for after every few: the work is counted in steps of SQLite's
/// machine, of which there must be no more when more waits.</summary>
public sealed class WaitingListTests : IDisposable
{
    private const int Few = 8;

    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteMailIndex _index;
    private long _steps;

    public WaitingListTests()
    {
        _database = new SqliteDatabase(
            _folder["index.db"], IndexSchema.Value, connection =>
            {
                WordRanking.Register(connection);
                raw.sqlite3_progress_handler(connection.Handle, 1, _ => (int)(_steps++ * 0), null);
            });
        _index = new SqliteMailIndex(new OneIndexFile(new IndexFile(Owner.Local.User, _database)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WithoutVectors_TenTimesAsManyWait_TakesNoMoreSteps() => await ShouldNotGrowAsync(async () =>
        (await _index.WithoutVectorsAsync(Owner.Local, "model", Few, Cancellation)).Count);

    [Fact]
    public async Task WithoutAttachments_TenTimesAsManyWait_TakesNoMoreSteps() => await ShouldNotGrowAsync(async () =>
        (await _index.WithoutAttachmentsAsync(Owner.Local, 1, Few, Cancellation)).Count);

    private async Task ShouldNotGrowAsync(Func<Task<int>> list)
    {
        await WriteAsync(0, 50);
        var few = await StepsAsync(list);
        await WriteAsync(50, 450);

        (await StepsAsync(list)).ShouldBeLessThanOrEqualTo(few + (few / 10));
    }

    private async Task<long> StepsAsync(Func<Task<int>> list)
    {
        (await list()).ShouldBe(Few);
        _steps = 0;
        await list();
        _steps.ShouldBeGreaterThan(Few);
        return _steps;
    }

    private async Task WriteAsync(int first, int count) => await _index.WriteAsync(
        Owner.Local, "",
        [
            .. Enumerable.Range(first, count).Select(static i => new IndexedMail(
                new EmailId($"mail{i}"), "", "", "", DateTimeOffset.UnixEpoch.AddMinutes(i * 37 % 500), [], true, "", "", [])
            {
                HasFiles = true,
            }),
        ],
        Cancellation);
}
