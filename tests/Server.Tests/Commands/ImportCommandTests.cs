using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_Json_IsOneLineWithTheSummary()
    {
        var mbox = Letters.Mbox(_folder["Reports.mbox"], 25);

        var result = (await ImportAsync(mbox, "--json")).ShouldSucceed();

        result.Error.ShouldBeEmpty();
        result.Out.ShouldEndWith("\n");
        result.Out.TrimEnd('\n').ShouldNotContain('\n');
        using var json = JsonDocument.Parse(result.Out);
        json.RootElement.EnumerateObject().Select(static p => p.Name)
            .ShouldBe(
            [
                "found", "added", "known", "quarantined", "indexed", "left_out", "doubted", "not_read", "seconds", "awaiting_vectors",
            ]);
        Counts(result).ShouldBe((25, 25, 0, 0, 25));
        json.RootElement.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Import_Again_AddsNothing()
    {
        var mbox = Letters.Mbox(_folder["Reports.mbox"], 25);
        await ImportAsync(mbox);

        Counts(await ImportAsync(mbox, "--json")).ShouldBe((25, 0, 25, 0, 0));
        Counts(await ImportAsync(mbox, mbox, "--json")).ShouldBe((50, 0, 50, 0, 0));
    }

    [Fact]
    public async Task Import_AgainByANewerVersion_ReadsWhatIsStoredAgainAndAddsNothing()
    {
        var mbox = Letters.Mbox(_folder["Reports.mbox"], 25);
        await ImportAsync(mbox);
        await ChangeAsync("UPDATE reading SET version = 0; UPDATE message SET subject = 'Misread' WHERE seq % 5 = 0");
        (await StatusAsync()).GetProperty("awaiting_reading").GetInt64().ShouldBe(25);
        (await Cli.RunAsync("status", "--data", _folder["data"])).ShouldSucceed().Out.ShouldContain("earlier version: 25 mails");

        Counts(await ImportAsync(mbox, "--json")).ShouldBe((25, 0, 25, 0, 0));

        var status = await StatusAsync();
        (status.GetProperty("awaiting_reading").GetInt64(), status.GetProperty("unreadable").GetInt64()).ShouldBe((0, 0));
        (await SubjectsAsync("subject:report")).Count.ShouldBe(25);
        (await SubjectsAsync("subject:misread")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_AgainAndTheRawMailIsCutShort_SaysSo()
    {
        var mbox = Letters.Mbox(_folder["Reports.mbox"], 5);
        await ImportAsync(mbox);
        await ChangeAsync("UPDATE reading SET version = 0; UPDATE message SET text = substr(text, 1, length(text) - 5) WHERE seq = 3");

        Counts(await ImportAsync(mbox, "--json")).ShouldBe((5, 0, 5, 0, 0));

        (await StatusAsync()).GetProperty("unreadable").GetInt64().ShouldBe(1);
        (await Cli.RunAsync("status", "--data", _folder["data"])).ShouldSucceed().Out.ShouldContain("missing or unreadable: 1 mail.");
        (await SubjectsAsync("subject:report")).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Import_MoreMailThanBefore_AddsTheRest()
    {
        await ImportAsync(Letters.Mbox(_folder["Reports.mbox"], 25));

        Counts(await ImportAsync(Letters.Mbox(_folder["Reports.mbox"], 40), "--json")).ShouldBe((40, 15, 25, 0, 15));
    }

    [Fact]
    public async Task Import_SeveralPaths_AreOneImport()
    {
        Directory.CreateDirectory(_folder["eml"]);
        await File.WriteAllBytesAsync(_folder["eml/one.eml"], Letters.UnixLetter(100), TestContext.Current.CancellationToken);

        var result = await ImportAsync(Letters.Mbox(_folder["Reports.mbox"], 5), _folder["eml"], "--json");

        Counts(result).ShouldBe((6, 6, 0, 0, 6));
    }

    [Fact]
    public async Task Import_SomethingUnreadable_IsSetAsideWithItsReason()
    {
        Letters.Mbox(_folder["Reports.mbox"], 5);
        await File.WriteAllTextAsync(_folder["broken.eml"], "no header at all\n\nno mail\n", TestContext.Current.CancellationToken);

        for (var run = 0; run < 2; run++)
        {
            var result = (await ImportAsync(_folder.Root, "--json")).ShouldSucceed();
            Counts(result).ShouldBe(run == 0 ? (6, 5, 0, 1, 5) : (6, 0, 5, 1, 0));
            result.Error.ShouldStartWith("Set aside: ");
            result.Error.ShouldContain("broken.eml");
            result.Error.TrimEnd('\n').ShouldNotContain('\n');
        }
    }

    [Fact]
    public async Task Import_AfterAnotherThatSetMailAside_NamesOnlyItsOwn()
    {
        Directory.CreateDirectory(_folder["first"]);
        Directory.CreateDirectory(_folder["second"]);
        foreach (var name in (string[])["first/a.eml", "second/b.eml"])
            await File.WriteAllTextAsync(_folder[name], $"no header at all\n\nno mail {name}\n", TestContext.Current.CancellationToken);
        (await ImportAsync(_folder["second"])).ShouldSucceed();
        (await ImportAsync(_folder["first"])).ShouldSucceed().Error.ShouldContain("a.eml");

        // Known as set aside already, and not the last one to be so.
        var result = (await ImportAsync(_folder["second"])).ShouldSucceed();

        result.Error.ShouldContain("b.eml");
        result.Error.ShouldNotContain("a.eml");
    }

    [Fact]
    public async Task Import_ForAPerson_SaysWhatItDid()
    {
        var result = (await ImportAsync(Letters.Mbox(_folder["Reports.mbox"], 1_200))).ShouldSucceed();

        result.Out.ShouldStartWith("1,200 mails found: 1,200 added, 0 known, 0 set aside; 1,200 indexed, in ");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_EmptyMaildir_IsNoError()
    {
        Directory.CreateDirectory(_folder["maildir/cur"]);

        Counts(await ImportAsync(_folder["maildir"], "--json")).ShouldBe((0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Import_PathThatDoesNotExist_Fails() =>
        (await ImportAsync(_folder["nothing"])).ShouldFail(1, _folder["nothing"]);

    [Fact]
    public async Task Import_OneOfTwoPathsDoesNotExist_FailsBeforeAnythingIsImported()
    {
        (await ImportAsync(Letters.Mbox(_folder["Reports.mbox"], 5), _folder["nothing"])).ShouldFail(1, _folder["nothing"]);

        (await Cli.RunAsync("search", "report", "--data", _folder["data"])).ShouldFail(1, "There is no mail");
    }

    [Theory]
    [InlineData("text.txt", "Just some text.\n")]
    [InlineData("picture.mbox", "\u0089PNG\r\n\u001A\n")]
    [InlineData("empty.txt", "")]
    public async Task Import_FileThatIsNoMail_Fails(string name, string content)
    {
        await File.WriteAllTextAsync(_folder[name], content, TestContext.Current.CancellationToken);

        (await ImportAsync(_folder[name])).ShouldFail(1, _folder[name]);
    }

    [Fact]
    public async Task Import_FolderWithoutMail_Fails()
    {
        Directory.CreateDirectory(_folder["folder/below"]);
        await File.WriteAllTextAsync(_folder["folder/below/text.txt"], "Just some text.\n", TestContext.Current.CancellationToken);

        (await ImportAsync(_folder["folder"])).ShouldFail(1, "No mail in", _folder["folder"]);
    }

    [Fact]
    public async Task Import_AnotherUsersMailWaitsForTheIndex_IsNoFailure()
    {
        // Another process that is still importing, or another user's mail, is none of this import's business.
        await ImportAsync(Letters.Mbox(_folder["Reports.mbox"], 5));
        await ChangeAsync("UPDATE message SET indexed_version = 0");

        Counts(await ImportAsync(Letters.Mbox(_folder["More.mbox"], 3, 100), "--json")).ShouldBe((3, 3, 0, 0, 3));
    }

    private static (long Found, long Added, long Known, long Quarantined, long Indexed) Counts(CliResult result)
    {
        using var json = JsonDocument.Parse(result.ShouldSucceed().Out);
        long Get(string name) => json.RootElement.GetProperty(name).GetInt64();
        var counts = (Get("found"), Get("added"), Get("known"), Get("quarantined"), Get("indexed"));
        counts.Item1.ShouldBe(counts.Item2 + counts.Item3 + counts.Item4);
        return counts;
    }

    private async Task ChangeAsync(string sql)
    {
        await using var connection =
            new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["data/inboxmind.db"]};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> StatusAsync() => JsonSerializer.Deserialize<JsonElement>(
        (await Cli.RunAsync("status", "--json", "--data", _folder["data"])).ShouldSucceed().Out);

    private async Task<List<string?>> SubjectsAsync(string query) =>
    [
        .. JsonSerializer.Deserialize<JsonElement>(
            (await Cli.RunAsync("search", query, "--limit", "100", "--json", "--data", _folder["data"])).ShouldSucceed().Out)
            .GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("subject").GetString()),
    ];

    private Task<CliResult> ImportAsync(params string[] args) => Cli.RunAsync(["import", .. args, "--data", _folder["data"]]);
}
