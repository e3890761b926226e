using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace InboxMind.Api.Tests.Rag;

[ThroughFunctions]
public sealed class ExactQueryTests(SampleApi api) : IClassFixture<SampleApi>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("How many mails did Lena Weiß send?", 2)]
    [InlineData("Wie viele Mails hat Lena Weiß geschickt?", 2)]
    [InlineData("How many mails did Anna Okafor send in March 2026?", 4)]
    [InlineData("How many mails did Beatrix Holm send?", 0)]
    public async Task Query_HowMany_CountsOverTheWholeMailbox(string question, int expected)
    {
        var answer = await AskAsync(question);

        var counted = answer.GetProperty("counted");
        counted.GetProperty("value").GetInt64().ShouldBe(expected, answer.ToString());
        counted.GetProperty("exact").GetBoolean().ShouldBeTrue();
        counted.GetProperty("reading").GetString()!.ShouldContain("from:");
        counted.GetProperty("items").GetArrayLength().ShouldBe(expected);
        answer.GetProperty("metadata").GetProperty("found").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Query_WhoWroteMost_NamesThemWithTheirCount()
    {
        var answer = await AskAsync("Who wrote most?");
        var groups = (await GetAsync("/api/v1/emails/count?by=sender")).GetProperty("groups");

        answer.GetProperty("counted").GetProperty("items")[0].GetProperty("count").GetInt64()
            .ShouldBe(groups[0].GetProperty("count").GetInt64());
        answer.GetProperty("answer").GetString()!.ShouldContain("[1]");
    }

    [Fact]
    public async Task Query_LatestMail_GivesItsDayAndCitesIt()
    {
        var answer = await AskAsync("When did Ingrid Aasen last write?");

        answer.GetProperty("sources")[0].GetProperty("sender").GetString()!.ShouldContain("ingrid");
        answer.GetProperty("answer").GetString()!.ShouldMatch("^On [0-9]{1,2} [A-Z][a-z]+ 2026: .*\\[1\\]");
    }

    [Fact]
    public async Task Query_WhatIsOpen_ListsThreadsWhoseLastMailAsks()
    {
        var answer = await AskAsync("Is anything waiting for me?");

        var items = answer.GetProperty("counted").GetProperty("items").EnumerateArray().ToList();
        items.ShouldNotBeEmpty();
        items.ShouldAllBe(i => i.GetProperty("sender").GetString()!.Contains("mara@kelpline.example", StringComparison.Ordinal) == false);
        answer.GetProperty("counted").GetProperty("exact").GetBoolean().ShouldBeFalse("whether a text asks is a guess");
        (await AskAsync("Who has not answered me?")).GetProperty("answer").GetString().ShouldBe("No mail of yours waits for an answer.");
    }

    [Fact]
    public async Task Waiting_PageByPage_ListsWhatTheAnswerLists()
    {
        var answer = await AskAsync("Is anything waiting for me?");
        var seen = new List<string?>();
        for (var path = "/api/v1/emails/waiting?limit=2"; ;)
        {
            var page = await GetAsync(path);
            page.GetProperty("on").GetString().ShouldBe("me");
            page.GetProperty("note").ValueKind.ShouldBe(JsonValueKind.Null);
            page.GetProperty("total").GetInt64().ShouldBe(answer.GetProperty("counted").GetProperty("total").GetInt64());
            foreach (var thread in page.GetProperty("threads").EnumerateArray())
            {
                thread.GetProperty("question").GetString().ShouldNotBeNull().ShouldContain("?");
                thread.GetProperty("days").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
                seen.Add(thread.GetProperty("email_id").GetString());
            }

            if (page.GetProperty("next").GetString() is not { } next)
                break;
            path = $"/api/v1/emails/waiting?limit=2&next={next}";
        }

        seen.ShouldBe(answer.GetProperty("counted").GetProperty("items").EnumerateArray()
            .Select(static i => i.GetProperty("email_id").GetString()), ignoreOrder: true);
        seen.ShouldNotBeEmpty();
        (await GetAsync("/api/v1/emails/waiting?on=them")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("on=nobody")]
    [InlineData("limit=0")]
    [InlineData("next=abc")]
    public async Task Waiting_BadParameter_IsRefused(string query) =>
        (await api.Client.GetAsync($"/api/v1/emails/waiting?{query}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("What is Ingrid Aasen's e-mail address?", "^Ingrid Aasen: ingrid@fjordlaks\\.example, last used on 17 June 2026 \\[1\\]$")]
    [InlineData(
        "What is the email address of Lena Weiß?", "^Lena Weiß: l\\.weiss@spreetal-optik\\.example, last used on 2 April 2026 \\[1\\]$")]
    [InlineData(
        "Wie ist die E-Mail-Adresse von Lena Weiß?", "^Lena Weiß: l\\.weiss@spreetal-optik\\.example, zuletzt am 2. April 2026 \\[1\\]$")]
    public async Task Query_AddressOfSomebody_IsTheOneUsedLast(string question, string expected)
    {
        var answer = await AskAsync(question);

        answer.GetProperty("answer").GetString()!.ShouldMatch(expected);
        answer.GetProperty("sources").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Query_AddressOfNobodyKnown_IsNotInvented() =>
        (await AskAsync("What is the e-mail address of Otto Brandtmeister?")).GetProperty("metadata").GetProperty("found").GetBoolean()
            .ShouldBeFalse();

    [Fact]
    public async Task Query_WhatAMailSays_CountsNothing() =>
        (await AskAsync("How much did Anna approve for the calibration bath?"))
            .GetProperty("counted").ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public async Task Count_PageByPage_ListsWhatItCounts()
    {
        var first = await GetAsync("/api/v1/emails/count?q=from:anna&limit=3");
        var count = first.GetProperty("count").GetInt32();
        var ids = new List<string>();
        for (var page = first; ; page = await GetAsync(
            $"/api/v1/emails/count?q=from:anna&limit=3&next={page.GetProperty("next").GetString()}"))
        {
            page.GetProperty("count").GetInt32().ShouldBe(count);
            ids.AddRange(page.GetProperty("emails").EnumerateArray().Select(static e => e.GetProperty("email_id").GetString()!));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null)
                break;
        }

        count.ShouldBeGreaterThan(5);
        ids.Distinct().Count().ShouldBe(count);
    }

    [Fact]
    public async Task Count_ByMonth_AddsUpToAll()
    {
        var counted = await GetAsync("/api/v1/emails/count?by=month");

        var months = counted.GetProperty("groups").EnumerateArray().ToList();
        months.Select(static m => m.GetProperty("key").GetString()).ShouldBe(["2026-03", "2026-04", "2026-05", "2026-06"]);
        months.Sum(static m => m.GetProperty("count").GetInt64()).ShouldBe(counted.GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task Count_ByNothingKnown_IsRefused() =>
        (await api.Client.GetAsync("/api/v1/emails/count?by=colour", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("(((")]
    [InlineData("%20")]
    [InlineData("...")]
    public async Task Count_QueryThatMeansNothing_IsRefused(string query) =>
        (await api.Client.GetAsync($"/api/v1/emails/count?q={query}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Query_FollowUpToACount_KeepsItsConditions()
    {
        var march = await AskAsync("How many mails did Anna Okafor send in March 2026?");
        var conversation = march.GetProperty("metadata").GetProperty("conversation_id").GetString();

        var april = await AskAsync("And in April?", conversation);
        var toms = await AskAsync("And from Tom Brightwell?", conversation);

        Value(april).ShouldBe(await CountAsync("from:okafor after:2026-04-01 before:2026-05-01"));
        Value(toms).ShouldBe(await CountAsync("from:brightwell after:2026-04-01 before:2026-05-01"));
        toms.GetProperty("counted").GetProperty("reading").GetString().ShouldNotBeNull().ShouldContain("after:2026-04-01");
    }

    [Fact]
    public async Task Exact_PageByPage_ListsTheMailsBehindTheNumber()
    {
        const string question = "How many mails did Anna Okafor send?";
        var counted = (await AskAsync(question)).GetProperty("counted");
        var seen = new List<string?>();
        for (var path = $"/api/v1/rag/exact?query={Uri.EscapeDataString(question)}&limit=2"; ;)
        {
            var page = await GetAsync(path);
            page.GetProperty("value").GetInt64().ShouldBe(counted.GetProperty("value").GetInt64());
            page.GetProperty("exact").GetBoolean().ShouldBeTrue();
            page.GetProperty("reading").GetString().ShouldBe(counted.GetProperty("reading").GetString());
            seen.AddRange(page.GetProperty("emails").EnumerateArray().Select(static e => e.GetProperty("email_id").GetString()));
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            path = $"/api/v1/rag/exact?query={Uri.EscapeDataString(question)}&limit=2&next={next}";
        }

        seen.Distinct().Count().ShouldBe(counted.GetProperty("value").GetInt32());
    }

    [Theory]
    [InlineData("query=What+did+Anna+approve%3F", HttpStatusCode.NotFound)]
    [InlineData("query=", HttpStatusCode.BadRequest)]
    [InlineData("query=How+many+mails%3F&conversation_id=%2F", HttpStatusCode.BadRequest)]
    [InlineData("query=How+many+mails%3F&limit=0", HttpStatusCode.BadRequest)]
    public async Task Exact_OtherQuestionOrBadParameter_IsRefused(string query, HttpStatusCode expected) =>
        (await api.Client.GetAsync($"/api/v1/rag/exact?{query}", Cancellation)).StatusCode.ShouldBe(expected);

    [Fact]
    public async Task Query_CountByMonth_HasAGroupForEach()
    {
        var items = (await AskAsync("How many mails did Anna Okafor send by month?")).GetProperty("counted").GetProperty("items");

        items.EnumerateArray().Select(static i => i.GetProperty("name").GetString()).ShouldBe(
            ["March 2026", "April 2026", "June 2026"]);
        items.EnumerateArray().Sum(static i => i.GetProperty("count").GetInt64()).ShouldBe(await CountAsync("from:okafor"));
    }

    [Fact]
    public async Task Summary_OfAPersonAndAPeriod_CitesEachLine()
    {
        var summary = await GetAsync("/api/v1/emails/summary?person=Anna+Okafor&date_from=2026-03-01&date_to=2026-03-31");

        var text = summary.GetProperty("summary").GetString().ShouldNotBeNull();
        text.ShouldContain("Decided: Anna Okafor, 9 March 2026: “Approved: you can spend up to £17,500 on the calibration bath");
        text.Split(["Decided: ", "Promised: ", "Open: "], StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(static line => System.Text.RegularExpressions.Regex.IsMatch(line, "\\[[0-9]+\\] ?$"));
        summary.GetProperty("sources").GetArrayLength().ShouldBeGreaterThan(0);
        summary.GetProperty("sources").EnumerateArray().ShouldAllBe(static s =>
            s.GetProperty("date").GetString()!.StartsWith("2026-03", StringComparison.Ordinal));
        summary.GetProperty("emails").GetInt32().ShouldBeGreaterThanOrEqualTo(summary.GetProperty("emails_read").GetInt32());
    }

    [Theory]
    [InlineData("person=Beatrix+Holm", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("person=%20", HttpStatusCode.BadRequest)]
    [InlineData("date_from=yesterday", HttpStatusCode.BadRequest)]
    public async Task Summary_OfNobodyOrNothing_IsRefused(string query, HttpStatusCode expected) =>
        (await api.Client.GetAsync($"/api/v1/emails/summary?{query}", Cancellation)).StatusCode.ShouldBe(expected);

    private static long Value(JsonElement answer) => answer.GetProperty("counted").GetProperty("value").GetInt64();

    private async Task<long> CountAsync(string query) =>
        (await GetAsync($"/api/v1/emails/count?q={Uri.EscapeDataString(query)}")).GetProperty("count").GetInt64();

    private async Task<JsonElement> AskAsync(string question, string? conversation = null)
    {
        using var response = await api.Client.PostAsJsonAsync(
            "/api/v1/rag/query", new { query = question, conversation_id = conversation }, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await api.Client.GetFromJsonAsync<JsonElement>(path, Cancellation);
}
