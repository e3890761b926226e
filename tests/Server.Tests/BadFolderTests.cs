using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Server.Tests;

/// <summary>Every verb on data folders that cannot be used: one sentence, exit code 1.</summary>
public sealed class BadFolderTests : IDisposable
{
    private static readonly string[][] Reading =
        [["search", "report"], ["ask", "what is the report about?"], ["status"], ["work"], ["token"], ["mailboxes"]];

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    private string[][] All => [.. Reading, ["import", Letters.Mbox(_folder["More.mbox"], 2, 50)], ["serve", "--port", "0"]];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("other files")]
    [InlineData("empty database")]
    public async Task Run_ReadingWhereThereIsNothing_SaysSoAndMakesNothing(string what)
    {
        if (what != "missing")
            Directory.CreateDirectory(Data);
        if (what == "other files")
            await File.WriteAllTextAsync(_folder["data/letter.txt"], "Dear Anna", Cancellation);
        if (what == "empty database")
            await File.WriteAllBytesAsync(_folder["data/inboxmind.db"], [], Cancellation);
        var before = Entries();

        foreach (var verb in Reading)
            (await RunAsync(verb)).ShouldFail(1, $"There is no mail in the data folder \"{Data}\"", "--data");

        Entries().ShouldBe(before);
    }

    [Fact]
    public async Task Run_FolderWithoutMail_IsNoAnswer()
    {
        await Cli.MakeAsync(_folder, Data);

        foreach (var verb in Reading[..2])
            (await RunAsync(verb)).ShouldFail(1, "There is no mail");
        (await RunAsync("status")).ShouldSucceed().Out.ShouldContain("0 stored");
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("text")]
    [InlineData("other program")]
    [InlineData("newer")]
    [InlineData("truncated")]
    public async Task Run_DatabaseThatIsNone_IsOneSentence(string what)
    {
        (await RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 3))).ShouldSucceed();
        await ReplaceAsync(_folder["data/inboxmind.db"], what);

        foreach (var verb in All)
            (await RunAsync(verb)).ShouldFail(1, _folder["data/inboxmind.db"]);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("newer")]
    public async Task Run_IndexThatIsNone_IsOneSentence(string what)
    {
        (await RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 3))).ShouldSucceed();
        await ReplaceAsync(_folder["data/index/local.db"], what);

        foreach (var verb in All.Where(static v => v[0] is "search" or "ask" or "import"))
            (await RunAsync(verb)).ShouldFail(1, _folder["data/index/local.db"]);
    }

    [Fact]
    public async Task Run_FolderInPlaceOfTheDatabase_SaysThatItIsOne()
    {
        Directory.CreateDirectory(_folder["data/inboxmind.db"]);

        foreach (var verb in All)
            (await RunAsync(verb)).ShouldFail(1, "inboxmind.db is a folder, where InboxMind keeps a file");
    }

    [Fact]
    public async Task Run_FileInPlaceOfTheIndexes_SaysThatItIsOne()
    {
        await Cli.MakeAsync(_folder, Data);
        Directory.Delete(_folder["data/index"], recursive: true);
        await File.WriteAllTextAsync(_folder["data/index"], "", Cancellation);

        foreach (var verb in All)
            (await RunAsync(verb)).ShouldFail(1, "index is a file, where InboxMind keeps a folder");
    }

    [Fact]
    public async Task Run_FileInPlaceOfTheDataFolder_SaysThatItIsOne()
    {
        await File.WriteAllTextAsync(Data, "", Cancellation);

        foreach (var verb in All)
            (await RunAsync(verb)).ShouldFail(1, "is a file; name a folder by --data");
    }

    [Fact]
    public async Task Run_KeyRingIsGarbage_IsOneSentenceForWhatNeedsIt()
    {
        (await RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 3))).ShouldSucceed();
        (await RunAsync("token")).ShouldSucceed();
        await File.WriteAllTextAsync(Directory.GetFiles(_folder["data/keys"]).ShouldHaveSingleItem(), "garbage", Cancellation);

        (await RunAsync("token")).ShouldFail(1, _folder["data/keys"]);
        (await RunAsync("search", Letters.Word(1))).ShouldSucceed().Out.ShouldContain("Report number 1");
    }

    [Theory]
    [InlineData("mailbox", "UPDATE mailbox SET settings = 'garbage', kind = 'nonsense'")]
    [InlineData("message", "UPDATE message SET details = 'garbage'")]
    [InlineData("user", "INSERT INTO user VALUES('local', '~local', '', '', 0, 'nonsense', 1, 'Mars/Phobos', 0, 0, 'nonsense')")]
    public async Task Run_GarbageInARow_IsOneSentence(string what, string sql)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        (await RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 3))).ShouldSucceed();
        Execute(_folder["data/inboxmind.db"], sql);

        foreach (var verb in Reading)
        {
            var result = await RunAsync(verb);
            if (result.Code != 0)
                result.ShouldFail(1);
            (result.Out + result.Error).ShouldNotContain("   at ");
        }
    }

    [Fact]
    public async Task Search_IndexIsGone_FindsAllTheSame()
    {
        (await RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 20))).ShouldSucceed();
        File.Delete(_folder["data/index/local.db"]);

        (await RunAsync("status")).ShouldSucceed().Out.ShouldContain("20 of 20 mails are not in it yet");
        var found = (await RunAsync("search", Letters.Word(7), "--json")).ShouldSucceed();

        found.Out.ShouldContain("\"subject\":\"Report number 7\"");
        found.Out.ShouldContain("\"index_complete\":true,\"not_indexed\":0");
        found.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_MailThatCannotBeIndexedYet_SaysThatTheAnswerIsNotOfAllMail()
    {
        (await RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 20))).ShouldSucceed();

        // As while an import runs: stored, and not in the index.
        Execute(_folder["data/inboxmind.db"], "UPDATE message SET version = version + 1 WHERE seq <= 5");

        (await RunAsync("search", Letters.Word(7)))
            .ShouldSucceed().Error.ShouldStartWith("The index is being built: 5 of 20 mails are not in it yet");
        var answer = (await RunAsync("ask", "where is the zebra?")).ShouldSucceed();
        answer.Out.ShouldStartWith("No answer was found so far. The index is being built: 5 of 20 mails");
        (await RunAsync("ask", "where is the zebra?", "--json"))
            .ShouldSucceed().Out.ShouldContain("\"index_complete\":false,\"not_indexed\":5");
    }

    private Task<CliResult> RunAsync(params string[] args) => Cli.RunAsync([.. args, "--data", Data]);

    private List<string> Entries() =>
        Directory.Exists(Data)
            ? [.. Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];

    private static async Task ReplaceAsync(string path, string what)
    {
        switch (what)
        {
            case "folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            case "text":
                await File.WriteAllTextAsync(path, "Not a database at all, but long enough to be taken for one by its size alone. ",
                    Cancellation);
                break;
            case "other program":
                File.Delete(path);
                Execute(path, "CREATE TABLE theirs(value INTEGER)");
                break;
            case "newer":
                Execute(path, "PRAGMA user_version=99");
                break;
            case "truncated":
                await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, Cancellation))[..10_000], Cancellation);
                break;
        }
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
