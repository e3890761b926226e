using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Server.Tests;

/// <summary>A data folder whose vectors are of another embedding model than the one in use.</summary>
public sealed class ModelChangeTests : IAsyncLifetime
{
    private const int Mails = 150;

    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        (await ImportAsync("Reports.mbox", Mails)).ShouldSucceed().Error.ShouldBeEmpty();
        await ExecuteAsync("index/local.db", "UPDATE vector SET model = 'older@1/256'");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Search_VectorsOfAnotherModel_FindsByWordsAndSaysSo()
    {
        var result = (await Cli.RunAsync("search", Letters.Word(7), "--data", _folder["data"])).ShouldSucceed();

        result.Error.ShouldContain("embedding model changed");
        result.Error.TrimEnd('\n').ShouldNotContain('\n');
        result.Out.ShouldContain("Report number 7");
    }

    [Fact]
    public async Task Import_VectorsOfAnotherModel_EmbedsAgainWhatIsThere()
    {
        (await ImportAsync("Reports.mbox", Mails))
            .ShouldSucceed().Error.ShouldContain($"Embedding again what has no vectors of the model in use: {Mails} mails.");

        (await ExecuteAsync("index/local.db", "SELECT COUNT(*) FROM vector WHERE model = 'older@1/256'")).ShouldBe(0L);
        (await ExecuteAsync("index/local.db", "SELECT COUNT(DISTINCT mail) FROM chunk")).ShouldBe((long)Mails);
        (await ExecuteAsync("inboxmind.db", "SELECT COUNT(*) FROM work")).ShouldBe(0L);
        (await Cli.RunAsync("search", Letters.Word(7), "--data", _folder["data"])).ShouldSucceed().Error.ShouldBeEmpty();
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
        (await ExecuteAsync("index/local.db", "SELECT COUNT(*) FROM vector WHERE model = 'older@1/256'")).ShouldBe(0L);
    }

    private Task<CliResult> ImportAsync(string name, int mails) =>
        Cli.RunAsync("import", Letters.Mbox(_folder[name], mails), "--data", _folder["data"]);

    private async Task<object?> ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder[$"data/{file}"]};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
