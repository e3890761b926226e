using System.Text;
using InboxMind.Core;
using InboxMind.Core.Deletion;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Embedded.Tests.Indexing;

/// <summary>What becomes of an index file between two runs of the program.</summary>
public sealed class CheckIndexTests : IDisposable
{
    private const int Mails = 30;

    private static readonly Owner Other = new(new UserId("other"));

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Index => _folder["data/index/local.db"];

    private string Store => _folder["data/inboxmind.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CheckAsync_NothingHappened_LeavesTheMarksAlone()
    {
        await ImportAsync(0, Mails);

        await WithAsync(async services =>
        {
            (await CoverageAsync(services)).IsComplete.ShouldBeTrue();
            (await services.GetRequiredService<IWorkQueue>().CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBe(0);
        });
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("garbage")]
    [InlineData("text")]
    [InlineData("someone else's")]
    [InlineData("the store")]
    public async Task CheckAsync_IndexThatIsNotTheOne_IsToldAndFilledAgainByItself(string what)
    {
        await ImportAsync(0, Mails);
        await ImportAsync(Mails, 5, Other);
        await ReplaceAsync(what);

        await WithAsync(async services =>
        {
            var coverage = await CoverageAsync(services);
            coverage.ShouldBe(new IndexCoverage(Mails, Mails, IsRebuilding: true));
            coverage.Sentence.ShouldBe("The index is being built again: 30 of 30 mails are not in it yet and are not found.");

            await WorkAsync(services);

            (await CoverageAsync(services)).IsComplete.ShouldBeTrue();
            await ShouldFindAsync(services, 0, Mails);
            (await FindAsync(services, Mails + 1)).ShouldBeFalse("that is someone else's");
        });
        Bytes(Index).ShouldNotContain(Word(Mails + 1));
    }

    [Fact]
    public async Task CheckAsync_OlderCopyOfTheIndex_LacksNothingAndHoldsNothingThatWasDeleted()
    {
        await ImportAsync(0, Mails);
        File.Copy(Index, _folder["older.db"]);
        await ImportAsync(Mails, 10);
        await DeleteAsync(3);
        File.Copy(_folder["older.db"], Index, overwrite: true);
        Bytes(Index).ShouldContain(Word(3));

        await WithAsync(async services =>
        {
            (await CoverageAsync(services)).ShouldBe(new IndexCoverage(Mails + 9, 10, IsRebuilding: true));

            await WorkAsync(services);

            (await CoverageAsync(services)).IsComplete.ShouldBeTrue();
            await ShouldFindAsync(services, Mails, 10);
        });
        Bytes(Index).ShouldNotContain(Word(3));
    }

    [Fact]
    public async Task CheckAsync_OlderCopyOfTheStore_GetsBackWhatTheIndexLetGo()
    {
        await ImportAsync(0, Mails);
        File.Copy(Store, _folder["older.db"]);
        await DeleteAsync(3);
        await ImportAsync(Mails, 1);
        File.Copy(_folder["older.db"], Store, overwrite: true);

        await WithAsync(async services =>
        {
            (await CoverageAsync(services)).ShouldBe(new IndexCoverage(Mails, 1, IsRebuilding: true));

            await WorkAsync(services);

            await ShouldFindAsync(services, 0, Mails);
        });
        Bytes(Index).ShouldNotContain(Word(Mails));
    }

    [Fact]
    public async Task CheckAsync_WhileTheProgramRuns_NoticesAnotherFile()
    {
        await ImportAsync(0, Mails);

        await WithAsync(async services =>
        {
            (await CoverageAsync(services)).IsComplete.ShouldBeTrue();
            await ShouldFindAsync(services, 0, 1);
            File.Delete(Index);
            File.Delete($"{Index}-wal");
            File.Delete($"{Index}-shm");

            (await CoverageAsync(services)).ShouldBe(new IndexCoverage(Mails, Mails, IsRebuilding: true));
            await WorkAsync(services);

            await ShouldFindAsync(services, 0, Mails);
        });
    }

    [Fact]
    public async Task CheckAsync_UserWithoutMail_MakesNothing()
    {
        await WithAsync(async services =>
        {
            (await services.GetRequiredService<CheckIndex>().CheckAsync(Other, Cancellation)).ShouldBe(IndexState.None);
            await services.GetRequiredService<IndexMessages>()
                .IndexAsync(Other, [new EmailId(new string('a', EmailId.Length))], again: false, Cancellation);

            (await services.GetRequiredService<IMailStore>().BoundIndexAsync(Other, Cancellation)).ShouldBeNull();
        });
        Directory.GetFiles(_folder["data/index"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task SearchAsync_WordsAreDamagedAndTheRestIsNot_ThrowsTheIndexAwayAndSaysSo()
    {
        await ImportAsync(0, Mails);
        await using (var connection = new SqliteConnection($"Data Source={Index};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE mail_words_data SET block = x'0102' WHERE id > 10";
            (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBeGreaterThan(0);
        }

        await WithAsync(async services =>
        {
            (await CoverageAsync(services)).IsComplete.ShouldBeTrue();
            var error = await Should.ThrowAsync<StorageUnusableException>(() => FindAsync(services, 1));
            error.Message.ShouldContain("built again");

            (await CoverageAsync(services)).ShouldBe(new IndexCoverage(Mails, Mails, IsRebuilding: true));
            await WorkAsync(services);
            await ShouldFindAsync(services, 0, Mails);
        });
    }

    private async Task ReplaceAsync(string what)
    {
        switch (what)
        {
            case "missing":
                File.Delete(Index);
                break;
            case "empty":
                await File.WriteAllBytesAsync(Index, [], Cancellation);
                break;
            case "truncated":
                await File.WriteAllBytesAsync(Index, (await File.ReadAllBytesAsync(Index, Cancellation))[..20_000], Cancellation);
                break;
            case "garbage":
                var garbage = new byte[50_000];
                new Random(1).NextBytes(garbage);
                await File.WriteAllBytesAsync(Index, garbage, Cancellation);
                break;
            case "text":
                await File.WriteAllTextAsync(Index, "Not a database at all.", Cancellation);
                break;
            case "someone else's":
                File.Copy(_folder["data/index/other.db"], Index, overwrite: true);
                break;
            case "the store":
                File.Copy(Store, Index, overwrite: true);
                break;
        }
    }

    private Task ImportAsync(int first, int count, Owner? owner = null) => WithAsync(async services =>
    {
        await services.GetRequiredService<ImportMail>()
            .ImportAsync(owner ?? Owner.Local, new Source(first, count), new ImportProgress(), Cancellation);
        (await services.GetRequiredService<ReadCoverage>().ReadAsync(owner ?? Owner.Local, Cancellation)).IsComplete.ShouldBeTrue();
    });

    private Task DeleteAsync(int number) => WithAsync(async services =>
    {
        var found = await SearchAsync(services, number);
        (await services.GetRequiredService<DeleteMail>().DeleteAsync(Owner.Local, [found.ShouldHaveSingleItem().Id], Cancellation))
            .ShouldBe(1);
        Bytes(Index).ShouldNotContain(Word(number));
    });

    /// <summary>A run of the program.</summary>
    private async Task WithAsync(Func<IServiceProvider, Task> use)
    {
        await using var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();
        await use(services);
    }

    private static Task<IndexCoverage> CoverageAsync(IServiceProvider services) =>
        services.GetRequiredService<ReadCoverage>().ReadAsync(Owner.Local, Cancellation);

    private static async Task WorkAsync(IServiceProvider services)
    {
        while (await services.GetRequiredService<QueueWorker<IndexMailHandler>>().RunOnceAsync(Cancellation))
        {
            // As long as anything waits.
        }
    }

    private static async Task ShouldFindAsync(IServiceProvider services, int first, int count)
    {
        for (var i = first; i < first + count; i++)
            (await FindAsync(services, i)).ShouldBeTrue($"mail {i}");
    }

    private static async Task<bool> FindAsync(IServiceProvider services, int number) => (await SearchAsync(services, number)).Count == 1;

    private static Task<IReadOnlyList<IndexHit>> SearchAsync(IServiceProvider services, int number) =>
        services.GetRequiredService<IMailIndex>()
        .SearchAsync(
            Owner.Local, new IndexQuery(QueryParser.Parse(Word(number), TimeZoneInfo.Utc, default), "", default, 10), Cancellation);

    private static string Word(int number) => $"zq{number}wq";

    private static string Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private sealed class Source(int first, int count) : IMailSource
    {
        public long TotalBytes => 0;

        public long BytesRead => 0;

        public IEnumerable<RawMail> Read(CancellationToken cancellation) => Enumerable.Range(first, count).Select(static i => new RawMail(
            Encoding.ASCII.GetBytes(
                $"From: anna@example.com\nDate: Fri, 1 Mar 2024 09:00:00 +0000\nMessage-ID: <{i}@example.com>\nSubject: Mail {i}\n\n"
                + $"It says {Word(i)} and more.\n"),
            "INBOX", MailFlags.None, DateTimeOffset.UnixEpoch, $"{i}"));
    }
}
