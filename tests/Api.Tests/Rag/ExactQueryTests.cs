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

    private async Task<JsonElement> AskAsync(string question)
    {
        using var response = await api.Client.PostAsJsonAsync("/api/v1/rag/query", new { query = question }, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await api.Client.GetFromJsonAsync<JsonElement>(path, Cancellation);
}
