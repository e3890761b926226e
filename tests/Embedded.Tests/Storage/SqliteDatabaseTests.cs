using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private static readonly Schema Counter = new(
        "CREATE TABLE counter(value INTEGER NOT NULL); INSERT INTO counter VALUES(0); CREATE TABLE bulk(data BLOB NOT NULL);");

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => _folder["test.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAlone()
    {
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            Execute(other, "CREATE TABLE theirs(value INTEGER)");
        }

        Should.Throw<DamagedFileException>(() => Open(Counter with { Table = "counter" })).Message.ShouldContain(File);

        using var again = new SqliteConnection($"Data Source={File};Pooling=False");
        again.Open();
        using var command = again.CreateCommand();
        command.CommandText = "SELECT group_concat(name) FROM sqlite_master";
        command.ExecuteScalar().ShouldBe("theirs");
    }

    [Fact]
    public async Task Read_TableThatSomethingElseDropped_IsDamage()
    {
        using var database = Open();
        await database.WriteAsync(static session => session.Execute("DROP TABLE counter"), Cancellation);

        Should.Throw<DamagedFileException>(() => Value(database)).Message.ShouldContain(File);
        Should.Throw<IOException>(() => database.Read(static session => session.Scalar("SELECT missing FROM bulk")));
    }

    [Fact]
    public async Task WriteAsync_ThenRead_SeesTheChange()
    {
        using var database = Open();

        (await database.WriteAsync(Increment, Cancellation)).ShouldBe(1);

        Value(database).ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_Fails_ChangesNothingAndTheNextOneWorks()
    {
        using var database = Open();

        await Should.ThrowAsync<InvalidOperationException>(() => database.WriteAsync(
            static session =>
            {
                Increment(session);
                throw new InvalidOperationException("no");
            },
            Cancellation));

        Value(database).ShouldBe(0);
        (await database.WriteAsync(Increment, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_AnotherConnectionHoldsTheLock_CanBeCancelled()
    {
        using var database = Open();
        using var other = Connect("BEGIN IMMEDIATE");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var write = database.WriteAsync(Increment, stop.Token);
        write.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => write);
        Execute(other, "ROLLBACK");
        (await database.WriteAsync(Increment, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_AnotherConnectionHoldsTheLock_WaitsForIt()
    {
        using var database = Open();
        using var other = Connect("BEGIN IMMEDIATE");
        Execute(other, "UPDATE counter SET value = 10");

        var write = database.WriteAsync(Increment, Cancellation);
        write.IsCompleted.ShouldBeFalse();
        Value(database).ShouldBe(0, "readers do not wait");
        Execute(other, "COMMIT");

        (await write).ShouldBe(11);
    }

    [Fact]
    public async Task WriteAsync_TwoInstancesOfOneFile_LoseNothing()
    {
        using var one = Open();
        using var two = Open();

        await Task.WhenAll(new[] { one, two, one, two }.Select(database => Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                    await database.WriteAsync(Increment, Cancellation);
            },
            Cancellation)));

        Value(one).ShouldBe(200);
        Value(two).ShouldBe(200);
    }

    [Theory]
    [InlineData("long transactions", 1_000, 200_000)]
    [InlineData("large transactions", 1_000_000, 1)]
    public async Task WriteAsync_BesideABulkWriter_DoesNotStarve(string kind, int bytes, int work)
    {
        // The bulk writer begins its next transaction as soon as the last one ended. A small write may wait for some of them, some
        // milliseconds each; left to chance it waits for hundreds.
        TestContext.Current.TestOutputHelper?.WriteLine(kind);
        using var bulk = Open();
        using var small = Open();
        var data = new byte[bytes];
        new Random(1).NextBytes(data);
        long commits = 0;
        using var begun = new SemaphoreSlim(0);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    await bulk.WriteAsync(
                        session =>
                        {
                            begun.Release();
                            session.Prepare("DELETE FROM bulk").Run();
                            session.Prepare("INSERT INTO bulk VALUES(?1)").Run(data);
                            session.Prepare("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT ?1) SELECT MAX(x) FROM c")
                                .Scalar(work);
                        },
                        Cancellation);
                    Interlocked.Increment(ref commits);
                }
            },
            Cancellation);

        var waited = new List<long>();
        while (waited.Count < 20)
        {
            while (await begun.WaitAsync(TimeSpan.Zero, Cancellation))
            {
            }

            await begun.WaitAsync(Cancellation);
            var before = Interlocked.Read(ref commits);
            await small.WriteAsync(Increment, Cancellation);
            waited.Add(Interlocked.Read(ref commits) - before);
        }

        await done.CancelAsync();
        await writing;

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(' ', waited));
        waited.ShouldAllBe(static w => w < 40);
        Value(small).ShouldBe(20);
    }

    [Fact]
    public async Task Open_NewFileManyTimesAtOnce_Works()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(Open, Cancellation)));

        await Task.WhenAll(databases.Select(database => database.WriteAsync(Increment, Cancellation)));

        Value(databases[0]).ShouldBe(16);
        foreach (var database in databases)
            database.Dispose();
    }

    [Fact]
    public async Task Open_AnotherConnectionWrites_DoesNotWait()
    {
        using var first = Open();
        using var other = Connect("BEGIN IMMEDIATE");
        Execute(other, "UPDATE counter SET value = 10");

        using var second = Open();

        Value(second).ShouldBe(0);
        Execute(other, "COMMIT");
        Value(second).ShouldBe(10);
        (await second.WriteAsync(Increment, Cancellation)).ShouldBe(11);
    }

    [Fact]
    public async Task Open_OlderVersion_IsUpgradedWithItsData()
    {
        using (var old = Open())
            await old.WriteAsync(Increment, Cancellation);

        using var upgraded =
            Open(new Schema(
                [.. Counter.Steps, "ALTER TABLE counter ADD COLUMN name TEXT NOT NULL DEFAULT 'x'",
                    "UPDATE counter SET value = value * 10"]));

        upgraded.Read(static s => (s.Scalar("SELECT value FROM counter"), s.Scalar("PRAGMA user_version"))).ShouldBe((10, 3));
    }

    [Fact]
    public void Open_OlderVersionManyTimesAtOnce_IsUpgradedOnce()
    {
        Open().Dispose();
        var next = new Schema([.. Counter.Steps, "UPDATE counter SET value = value + 1"]);

        Parallel.For(0, 8, _ => Open(next).Dispose());

        using var database = Open(next);
        Value(database).ShouldBe(1);
    }

    [Fact]
    public void Open_UpgradeFails_ChangesNothing()
    {
        Open().Dispose();

        var error =
            Should.Throw<DataFolderException>(() =>
                Open(new Schema([.. Counter.Steps, "UPDATE counter SET value = 5; no such statement"])));

        ShouldBeOneSentence(error, File);
        using var database = Open();
        Value(database).ShouldBe(0);
    }

    [Fact]
    public void Open_NewerVersion_SaysSoAndLetsGoOfTheFile()
    {
        Open(new Schema([.. Counter.Steps, "SELECT 1", "SELECT 1"])).Dispose();

        var error = Should.Throw<DataFolderException>(Open);

        ShouldBeOneSentence(error, File, "newer version", "format 3", "up to 1");
        using var other = Connect("BEGIN EXCLUSIVE; COMMIT");
    }

    [Fact]
    public void Open_NewerVersionWhileItWrites_SaysSo()
    {
        using var newer = Open(new Schema([.. Counter.Steps, "SELECT 1"]));
        using var other = Connect("BEGIN IMMEDIATE");

        ShouldBeOneSentence(Should.Throw<DataFolderException>(Open), File, "newer version");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Open_RandomBytes_SaysThatTheFileIsDamaged(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        System.IO.File.WriteAllBytes(File, bytes);

        var error = Should.Throw<DataFolderException>(Open);

        ShouldBeOneSentence(error, File, "damaged");
        System.IO.File.ReadAllBytes(File).ShouldBe(bytes, "what is there is left for its owner to look at");
    }

    [Fact]
    public async Task Read_PagesAreDamaged_SaysSo()
    {
        using (var database = Open())
        {
            await database.WriteAsync(
                static session =>
                {
                    for (var i = 0; i < 100; i++)
                        session.Prepare("INSERT INTO bulk VALUES(?1)").Run(new byte[2_000]);
                },
                Cancellation);
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        Array.Fill(bytes, (byte)0xA5, 4096 * 3, bytes.Length - (4096 * 3));
        System.IO.File.WriteAllBytes(File, bytes);

        var error = Should.Throw<DataFolderException>(() =>
        {
            using var database = Open();
            database.Read(static session => session.Scalar("SELECT SUM(LENGTH(data)) FROM bulk"));
        });

        ShouldBeOneSentence(error, File, "damaged");
    }

    [Fact]
    public void Open_FolderInPlaceOfTheFile_SaysThatItIsOne()
    {
        Directory.CreateDirectory(File);

        ShouldBeOneSentence(Should.Throw<DataFolderException>(Open), File, "is a folder");
    }

    [Fact]
    public void Open_ReadOnlyFolder_SaysThatItCannotBeOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write anywhere.");
        var folder = Directory.CreateDirectory(_folder["read-only"]).FullName;
        MakeReadOnly(folder, true);
        try
        {
            ShouldBeOneSentence(Should.Throw<DataFolderException>(() => Open(Path.Combine(folder, "test.db"))), folder, "cannot be opened");
        }
        finally
        {
            MakeReadOnly(folder, false);
        }
    }

    [Fact]
    public async Task WriteAsync_NoRoom_SaysSoKeepsWhatIsThereAndGoesOnWhenThereIsRoom()
    {
        using var database = Open();
        await database.WriteAsync(Increment, Cancellation);
        await database.WriteAsync(static s => s.Execute("PRAGMA max_page_count=20"), Cancellation);

        var error = await Should.ThrowAsync<DataFolderException>(() => database.WriteAsync(Large, Cancellation));

        ShouldBeOneSentence(error, File, "full");
        Value(database).ShouldBe(1);
        await database.WriteAsync(Large, Cancellation);
        Value(database).ShouldBe(2);
        database.Read(static s => s.Scalar("SELECT COUNT(*) FROM bulk")).ShouldBe(1);

        static void Large(SqliteSession session)
        {
            Increment(session);
            session.Prepare("INSERT INTO bulk VALUES(?1)").Run(new byte[1024 * 1024]);
        }
    }

    [Fact]
    public async Task Dispose_ThenUse_IsRefused()
    {
        var database = Open();
        database.Dispose();

        Should.Throw<ObjectDisposedException>(() => Value(database));
        await Should.ThrowAsync<ObjectDisposedException>(() => database.WriteAsync(Increment, Cancellation));
    }

    [Fact]
    public void Open_Database_ErasesWhatIsDeletedAndSurvivesAPowerCut()
    {
        using var database = Open();

        database.Read(static s => (s.Scalar("PRAGMA secure_delete"), s.Scalar("PRAGMA synchronous"), s.Scalar("PRAGMA foreign_keys")))
            .ShouldBe((1, 2, 1));
        database.Read(static s => s.Prepare("PRAGMA journal_mode").Scalar()).ShouldBe("wal");
    }

    private static void MakeReadOnly(string folder, bool readOnly)
    {
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(
                folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | (readOnly ? 0 : UnixFileMode.UserWrite));
    }

    private static void ShouldBeOneSentence(DataFolderException error, params string[] parts)
    {
        error.Message.ShouldNotContain('\n');
        error.Message.ShouldEndWith(".");
        foreach (var part in parts)
            error.Message.ShouldContain(part);
    }

    private static long Increment(SqliteSession session)
    {
        session.Prepare("UPDATE counter SET value = value + 1").Run();
        return session.Scalar("SELECT value FROM counter");
    }

    private static long Value(SqliteDatabase database) => database.Read(static s => s.Scalar("SELECT value FROM counter"));

    private SqliteDatabase Open() => Open(Counter);

    private SqliteDatabase Open(Schema schema) => new(File, schema);

    private static SqliteDatabase Open(string path) => new(path, Counter);

    private SqliteConnection Connect(string sql)
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=1");
        connection.Open();
        Execute(connection, sql);
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts stand in the tests above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
