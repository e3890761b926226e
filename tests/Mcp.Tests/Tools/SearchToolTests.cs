using System.Text.Json;

namespace InboxMind.Mcp.Tests.Tools;

public sealed class SearchToolTests
{
    [Fact]
    public async Task Search_Words_GivesIdsAndSnippetsAndNoText()
    {
        var text = $"The gallinule pump runs. {string.Join(' ', Enumerable.Range(0, 300).Select(static i => $"word{i}"))} ending";
        await using var session = await MailServerSession.StartAsync([Letter.Write(text), Letter.Write("Lunch?", "Lunch", day: 5)]);

        var data = await session.ReadAsync("search", new { query = "gallinule" });

        var found = data.GetProperty("results").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("title").GetString().ShouldBe("Pump");
        found.GetProperty("from").GetString().ShouldBe("Ben Carter (ben@example.com)");
        found.GetProperty("date").GetString().ShouldBe("2024-03-04T10:00:00Z");
        found.GetProperty("snippet").GetString().ShouldNotBeNull().ShouldContain("gallinule");
        found.GetProperty("id").GetString().ShouldNotBeNull().Length.ShouldBe(EmailId.Length);
        data.GetRawText().ShouldNotContain("ending");
        data.GetProperty("not_indexed").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Search_Filters_AllHold()
    {
        await using var session = await MailServerSession.StartAsync(
        [
            Letter.Write("gallinule", "One", day: 4), Letter.Write("gallinule", "Two", day: 11),
            Letter.Write("gallinule", "Three", from: "Carla <carla@example.com>", day: 18),
        ]);

        Titles(await session.ReadAsync("search", new { query = "gallinule", from = "ben" })).ShouldBe(["One", "Two"], ignoreOrder: true);
        Titles(await session.ReadAsync("search", new { query = "gallinule", after = "2024-03-11" }))
            .ShouldBe(["Two", "Three"], ignoreOrder: true);
        Titles(await session.ReadAsync("search", new { query = "gallinule", before = "2024-03-11" })).ShouldBe(["One"]);
        Titles(await session.ReadAsync("search", new { query = "gallinule before:2024-03-18", after = "2024-03-05" })).ShouldBe(["Two"]);
        Titles(await session.ReadAsync("search", new { query = "gallinule", folder = "nowhere" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_MoreThanTheCap_GivesTheCap()
    {
        await using var session = await MailServerSession.StartAsync(
            [.. Enumerable.Range(0, 40).Select(static i => Letter.Write($"gallinule {i}", $"Number {i}"))]);

        (await session.ReadAsync("search", new { query = "gallinule", limit = 1_000 })).GetProperty("results").GetArrayLength()
            .ShouldBe(25);
        (await session.ReadAsync("search", new { query = "gallinule" })).GetProperty("results").GetArrayLength().ShouldBe(10);
        (await session.ReadAsync("search", new { query = "gallinule", limit = "3" })).GetProperty("results").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Search_WrongArguments_SayWhatToDo()
    {
        await using var session = await MailServerSession.StartAsync([Letter.Write("gallinule")]);

        (await session.RefusedAsync("search", new { })).ShouldContain("query");
        (await session.RefusedAsync("search", new { query = "x", sender = "ben" })).ShouldContain("sender");
        (await session.RefusedAsync("search", new { query = "x", after = "last week" })).ShouldContain("2026-01-31");
        (await session.RefusedAsync("search", new { query = "  " })).ShouldContain("empty");
        (await session.RefusedAsync("search", new { query = new[] { "x" } })).ShouldContain("search");
    }

    [Fact]
    public async Task Search_ThousandCallsSideBySide_EachGetsItsOwnAnswer()
    {
        await using var session = await MailServerSession.StartAsync(
            [.. Enumerable.Range(0, 20).Select(static i => Letter.Write($"word{i}x gallinule", $"Number {i}"))]);

        var all = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async i =>
            (i, Data: await session.ReadAsync("search", new { query = $"word{i % 20}x" }))));

        foreach (var (i, data) in all)
            Titles(data)[0].ShouldBe($"Number {i % 20}");
        all.Select(static a => a.Data.GetProperty("notice").GetString()).Distinct().Count().ShouldBe(1_000);
    }

    private static List<string?> Titles(JsonElement data) =>
        [.. data.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("title").GetString())];
}
