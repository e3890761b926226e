using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Server.Tests.Commands;

public sealed class SearchCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync() =>
        (await Cli.RunAsync("import", Letters.Mbox(_folder["Reports.mbox"], 30), "--data", _folder["data"])).ShouldSucceed();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Search_MailThatActsOnATerminal_ShowsItsLettersOnly()
    {
        await File.WriteAllTextAsync(
            _folder["evil.eml"],
            "From: =?utf-8?B?4oCuZXZpbBtbMm0=?= <e@example.com>\nSubject: =?utf-8?Q?gall=1B=5B31minule_=E2=80=AEx?=\nDate: Mon, 4 Mar 2024 "
                + "10:00:00 +0000\n"
            + "Content-Type: text/plain; charset=utf-8\n\ngallinule \u001b]0;evil\u0007walks \u202e\u009b5m here\n",
            TestContext.Current.CancellationToken);
        (await Cli.RunAsync("import", _folder["evil.eml"], "--data", _folder["data"])).ShouldSucceed();

        foreach (
            var result in (CliResult[])[
                await SearchAsync("gallinule"), await Cli.RunAsync("ask", "where does the gallinule walk?", "--data", _folder["data"])])
            (result.ShouldSucceed().Out + result.Error).Where(static c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u009b')
                .ShouldBeEmpty(result.Out);
        var json = (await SearchAsync("gallinule", "--json")).ShouldSucceed().Out;
        json.ShouldContain("gallinule");
        json.ShouldNotContain('\u202e');
    }

    [Fact]
    public async Task Search_Json_HasQueryAndResults()
    {
        var result = (await SearchAsync(Letters.Word(7), "--json")).ShouldSucceed();

        result.Error.ShouldBeEmpty();
        result.Out.TrimEnd('\n').ShouldNotContain('\n');
        using var json = JsonDocument.Parse(result.Out);
        json.RootElement.EnumerateObject().Select(static p => p.Name)
            .ShouldBe(["query", "results", "index_complete", "not_indexed", "search"]);
        json.RootElement.GetProperty("query").GetString().ShouldBe(Letters.Word(7));
        var found = json.RootElement.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        found.EnumerateObject().Select(static p => p.Name).ShouldBe(
            ["email_id", "thread_id", "subject", "sender", "date", "date_source", "kind", "protection", "folders", "snippet",
                "relevance_score", "links", "in"]);
        found.GetProperty("email_id").GetString().ShouldNotBeNull().Length.ShouldBe(52);
        found.GetProperty("subject").GetString().ShouldBe("Report number 7");
        found.GetProperty("sender").GetString().ShouldBe("Anna Berg <anna@example.com>");
        found.GetProperty("date").GetString().ShouldBe("2024-03-01T09:07:00Z");
        found.GetProperty("date_source").GetString().ShouldBe("header");
        found.GetProperty("protection").ValueKind.ShouldBe(JsonValueKind.Null);
        found.GetProperty("folders").EnumerateArray().Select(static f => f.GetString()).ShouldBe(["Reports"]);
        found.GetProperty("snippet").GetString().ShouldNotBeNull().ShouldContain(Letters.Word(7));
        found.GetProperty("relevance_score").GetDouble().ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task Search_JsonAndNothingFound_HasNoResults()
    {
        var result = (await SearchAsync("from:nobody", "--json")).ShouldSucceed();

        using var json = JsonDocument.Parse(result.Out);
        json.RootElement.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Search_ForAPerson_ListsWhatWasFound()
    {
        var result = (await SearchAsync(Letters.Word(7))).ShouldSucceed();

        result.Out.ShouldStartWith("1. Report number 7\n");
        result.Out.ShouldContain("Anna Berg");
        result.Out.ShouldContain(Letters.Word(7));
        (await SearchAsync("from:nobody")).ShouldSucceed().Out.ShouldBe(
            "No mail matches.\n"
            + "Understood as from:nobody. Searched 30 mails of Imported mail (1 folder), 2024-03-01 to 2024-03-01; "
            + "30 found by their words alone so far.\n");
    }

    [Fact]
    public async Task Search_PartThatMeansNothing_IsToldAndLeftOut()
    {
        var result = (await SearchAsync($"older_than: {Letters.Word(7)}")).ShouldSucceed();

        result.Error.ShouldBe("older_than: was left out: it needs a value; a time is written like 3d, 2w, 6m or 1y.\n");
        result.Out.ShouldContain($"Understood as {Letters.Word(7)}. Searched 30 mails");
    }

    [Fact]
    public async Task Search_SeveralArguments_AreOneQuery()
    {
        using var json = JsonDocument.Parse((await SearchAsync("report", "subject:\"number 7\"", "--json")).ShouldSucceed().Out);

        json.RootElement.GetProperty("query").GetString().ShouldBe("report subject:\"number 7\"");
        json.RootElement.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("1", 1)]
    [InlineData("30", 30)]
    [InlineData("1000", 30)]
    public async Task Search_Limit_GivesAtMostThat(string? limit, int count)
    {
        string[] option = limit is null ? [] : ["--limit", limit];
        using var json = JsonDocument.Parse((await SearchAsync(["common words", "--json", .. option])).ShouldSucceed().Out);

        json.RootElement.GetProperty("results").GetArrayLength().ShouldBe(count);
    }

    [Fact]
    public async Task Search_EmptyQuery_GivesTheNewest()
    {
        using var json = JsonDocument.Parse((await SearchAsync("", "--limit", "3", "--json")).ShouldSucceed().Out);

        json.RootElement.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("subject").GetString())
            .ShouldBe(["Report number 29", "Report number 28", "Report number 27"]);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("NEAR( OR * ^ :")]
    [InlineData("🎉 from:🎉 in:\"")]
    public async Task Search_StrangeQuery_IsLegal(string query) => (await SearchAsync(query)).ShouldSucceed();

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1001")]
    [InlineData("ten")]
    [InlineData("")]
    [InlineData("99999999999")]
    public async Task Search_LimitOutOfRange_IsWrongUsage(string limit) =>
        (await SearchAsync("word", $"--limit={limit}")).ShouldFail(2, "--limit", "1000");

    [Fact]
    public async Task Search_FolderThatIsNotThere_SaysSoAndMakesNone()
    {
        (await Cli.RunAsync("search", "word", "--data", _folder["new"])).ShouldFail(1, "no mail in the data folder", _folder["new"]);

        Directory.Exists(_folder["new"]).ShouldBeFalse();
    }

    private Task<CliResult> SearchAsync(params string[] args) => Cli.RunAsync(["search", .. args, "--data", _folder["data"]]);
}
