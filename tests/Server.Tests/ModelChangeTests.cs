using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Server.Tests;

/// <summary>A data folder whose vectors are of another embedding model than the one in use.</summary>
public sealed class ModelChangeTests : IAsyncLifetime
{
    private const int Mails = 40;

    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        (await ImportAsync("Reports.mbox", Mails)).ShouldSucceed().Error.ShouldBeEmpty();
        await ExecuteAsync("index/local.db", "UPDATE model SET key = 'older@1/384'");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Search_VectorsOfAModelThatIsGone_FindsByWords()
    {
        var result = (await Cli.RunAsync("search", Letters.Word(7), "--data", _folder["data"])).ShouldSucceed();

        result.Out.ShouldContain("Report number 7");
        (await Cli.RunAsync("status", "--data", _folder["data"])).Out.ShouldContain($"Found by words alone until embedded: {Mails} mails.");
    }

    [Fact]
    public async Task Import_VectorsOfAnotherModel_EmbedsAgainWhatIsThereWhenItIsWaitedFor()
    {
        (await ImportAsync("Reports.mbox", Mails)).ShouldSucceed().Out.ShouldNotContain("words alone");

        (await ExecuteAsync("index/local.db", "SELECT COUNT(*) FROM model")).ShouldBe(1L);
        (await ExecuteAsync("index/local.db", "SELECT COUNT(DISTINCT mail) FROM piece JOIN model ON piece.seq >> 32 = model.id"))
            .ShouldBe((long)Mails);
        (await ExecuteAsync("inboxmind.db", "SELECT COUNT(*) FROM work")).ShouldBe(0L);
        using var stored = new StoredMailbox(_folder["data"]);
        await stored.ShouldHoldAsync(Mails);
    }

    [Fact]
    public async Task Import_VectorsOfAnotherModelForMailThatIsGone_Ends()
    {
        await ExecuteAsync(
            "inboxmind.db", "PRAGMA foreign_keys=OFF; DELETE FROM placement; DELETE FROM message WHERE subject <> 'Report number 7'");

        (await ImportAsync("More.mbox", 1)).ShouldSucceed();

        (await ExecuteAsync("index/local.db", "SELECT COUNT(*) FROM mail")).ShouldBe(2L);
        (await ExecuteAsync("index/local.db", "SELECT COUNT(*) FROM model")).ShouldBe(1L);
    }

    private Task<CliResult> ImportAsync(string name, int mails) =>
        Cli.RunAsync("import", Letters.Mbox(_folder[name], mails), "--wait", "--data", _folder["data"]);

    private async Task<object?> ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder[$"data/{file}"]};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
