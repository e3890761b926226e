using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Tests.Index;

public sealed class IndexFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StateAsync_DamagedIndex_IsThrownAwayAndAnotherOneMade()
    {
        var data = new DataFolder(_folder.Root);
        using var files = new IndexFiles(data);
        var index = new SqliteMailIndex(files);
        var path = data.Index(UserId.Local);
        await File.WriteAllBytesAsync(path, [.. Enumerable.Repeat((byte)1, 5_000)], TestContext.Current.CancellationToken);

        (await index.StateAsync(Owner.Local, TestContext.Current.CancellationToken)).Revision.ShouldBe(0);
        (await index.RevisionAsync(Owner.Local, TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task StateAsync_FileThatWasOnlyReadIsReplaced_IsOfTheOther()
    {
        var data = new DataFolder(_folder.Root);
        using (var before = new IndexFiles(data))
        {
            Idle(before, 1);
            Idle(before, 2);
        }

        using var files = new IndexFiles(data);
        var index = new SqliteMailIndex(files);
        var first = await index.StateAsync(User(1), TestContext.Current.CancellationToken);

        File.Move(data.Index(User(2).User), data.Index(User(1).User), overwrite: true);

        (await index.StateAsync(User(1), TestContext.Current.CancellationToken)).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task RemoveAsync_UserWithoutAnIndex_MakesNone()
    {
        using var files = new IndexFiles(new DataFolder(_folder.Root));

        // As for work that waited in a queue while its user was erased.
        await new SqliteMailIndex(files).RemoveAsync(
            User(1), [new EmailId(new string('a', EmailId.Length))], TestContext.Current.CancellationToken);

        Directory.GetFiles(_folder["index"]).ShouldBeEmpty();
    }

    [Fact]
    public void Rent_ManyUsersAtOnce_GivesEachOneFile()
    {
        using var files = new IndexFiles(new DataFolder(_folder.Root));
        var found = new IndexFile[80];

        Parallel.For(0, found.Length, i => found[i] = files.Rent(User(i % 8)).File);

        found.Distinct().Count().ShouldBe(8);
        Directory.GetFiles(_folder["index"], "*.db").Length.ShouldBe(8);
    }

    [Fact]
    public void Rent_MoreUsersThanStayOpen_ClosesWhatLayIdleLongestAndNothingInUse()
    {
        using var files = new IndexFiles(new DataFolder(_folder.Root)) { MaxOpen = 8 };
        using var inUse = files.Rent(User(0));
        var first = Idle(files, 1);
        var second = Idle(files, 2);
        for (var i = 3; i < files.MaxOpen; i++)
            Idle(files, i);
        Idle(files, 1).ShouldBe(first);

        Idle(files, files.MaxOpen);

        Idle(files, 1).ShouldBe(first, "it was used of late");
        Should.Throw<ObjectDisposedException>(() => second.Database.Read(Revision), "it lay idle longest");
        inUse.File.Database.Read(Revision).ShouldBe(0);
        Idle(files, 2).ShouldNotBe(second);
        Idle(files, 2).Database.Read(Revision).ShouldBe(0);
    }

    [Fact]
    public void Rent_LargeFiles_KeepsFewerOpenThanSmallOnes()
    {
        const int Users = 40;
        var data = new DataFolder(_folder.Root);
        using (var files = new IndexFiles(data))
        {
            var first = Idle(files, 0);
            for (var i = 1; i < Users; i++)
                Idle(files, i);
            first.Database.Read(Revision).ShouldBe(0, "as many small ones may be open");
        }

        for (var i = 0; i < Users; i++)
        {
            using var file = File.OpenWrite(data.Index(User(i).User));
            file.SetLength(IndexFile.MostMemory);
        }

        using var again = new IndexFiles(data);
        var large = Idle(again, 0);
        for (var i = 1; i < Users; i++)
            Idle(again, i);
        Should.Throw<ObjectDisposedException>(() => large.Database.Read(Revision));
    }

    [Fact]
    public async Task Rent_WhileAnothersFileCannotBeOpenedYet_DoesNotWaitForIt()
    {
        var data = new DataFolder(_folder.Root);
        using var files = new IndexFiles(data);
        using var holder = new SqliteConnection($"Data Source={data.Index(User(0).User)};Pooling=False");
        holder.Open();
        Run("BEGIN EXCLUSIVE; CREATE TABLE held(x)");

        var waiting = Task.Run(() => Idle(files, 0), TestContext.Current.CancellationToken);
        for (var i = 1; i <= 5; i++)
            Idle(files, i).Database.Read(Revision).ShouldBe(0);

        waiting.IsCompleted.ShouldBeFalse();
        Run("ROLLBACK");
        (await waiting).Database.Read(Revision).ShouldBe(0);

        void Run(string sql)
        {
            using var command = holder.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public void Rent_FileThatCouldNotBeOpened_IsTriedAgain()
    {
        var data = new DataFolder(_folder.Root);
        using var files = new IndexFiles(data);
        Directory.CreateDirectory(data.Index(User(0).User));
        Should.Throw<DataFolderException>(() => files.Rent(User(0)));
        Directory.Delete(data.Index(User(0).User));

        Idle(files, 0).Database.Read(Revision).ShouldBe(0);
    }

    [Fact]
    public async Task SearchAsync_ManyUsersAtOnceOnFewOpenFiles_NeverMeetsAClosedOne()
    {
        using var files = new IndexFiles(new DataFolder(_folder.Root)) { MaxOpen = 32 };
        var index = new SqliteMailIndex(files);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1_000), TestContext.Current.CancellationToken,
            async (i, cancellation) => (await index.RevisionAsync(User(i * 7 % (3 * files.MaxOpen)), cancellation)).ShouldBe(0));
    }

    private static IndexFile Idle(IndexFiles files, int user)
    {
        using var rental = files.Rent(User(user));
        return rental.File;
    }

    private static long Revision(SqliteSession session) => session.Scalar("SELECT revision FROM state");

    private static Owner User(int number) => new(new UserId($"user-{number}"));
}
