using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace InboxMind.Api.Tests.Emails;

/// <summary><c>GET /api/v1/emails</c> over the sample mailbox.</summary>
public sealed class ListTests(SampleApi api) : IClassFixture<SampleApi>
{
    private const int All = 94;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_NoFilter_IsNewestFirstWithWhatAListShows()
    {
        var page = await GetAsync("include_total=true");

        page.GetProperty("total").GetInt64().ShouldBe(All);
        var emails = page.GetProperty("emails").EnumerateArray().ToList();
        emails.Count.ShouldBe(50);
        var keys = emails.ConvertAll(static e => (e.GetProperty("date").GetDateTime(), Id(e)));
        keys.ShouldBe(keys.OrderByDescending(static k => k.Item1).ThenByDescending(static k => k.Item2, StringComparer.Ordinal));
        var first = emails[0];
        first.GetProperty("thread_id").GetString().ShouldNotBeNullOrEmpty();
        first.GetProperty("from")[0].GetProperty("address").GetString().ShouldNotBeNullOrEmpty();
        first.GetProperty("folders").GetArrayLength().ShouldBePositive();
        first.GetProperty("mailboxes")[0].GetString().ShouldBe("imported");
        first.GetProperty("flags").ValueKind.ShouldBe(JsonValueKind.Array);
        first.GetProperty("size").GetInt64().ShouldBePositive();
        first.GetProperty("snippet").GetString()!.Length.ShouldBeInRange(1, 210);
    }

    [Theory]
    [InlineData(7, "")]
    [InlineData(7, "sender=anna")]
    [InlineData(7, "q=calibration%20bath")]
    [InlineData(7, "folder=inbox")]
    [InlineData(1, "has_attachments=true")]
    [InlineData(5, "date_from=2026-04-01&date_to=2026-04-30")]
    public async Task List_PageByPage_GivesEachOnceUpToTheTotal(int limit, string query)
    {
        var total = (await GetAsync($"{query}&include_total=true")).GetProperty("total").GetInt64();
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await GetAsync($"{query}&limit={limit}&next={next}");
            seen.AddRange(page.GetProperty("emails").EnumerateArray().Select(Id));
            next = page.GetProperty("next").GetString();
            page.GetProperty("total").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        seen.ShouldBeUnique();
        seen.Count.ShouldBe((int)total);
        total.ShouldBePositive();
        (await AllAsync(query)).Select(Id).ShouldBe(seen);
    }

    [Fact]
    public async Task List_SeveralWords_HoldsTheMailsThatHoldAll()
    {
        var calibration = (await AllAsync("q=calibration")).ConvertAll(Id);
        var bath = (await AllAsync("q=bath")).ConvertAll(Id);

        (await AllAsync("q=calibration%20bath")).ConvertAll(Id).ShouldBe(calibration.Intersect(bath), ignoreOrder: true);
        (await AllAsync("q=calibration%20zxquokka")).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_Sender_MatchesNameOrAddressByWords()
    {
        var found = await AllAsync("sender=anna");

        found.Count.ShouldBe((await AllAsync("")).Count(static e => Text(e, "from").Contains("anna", StringComparison.OrdinalIgnoreCase)));
        found.ShouldAllBe(static e => Text(e, "from").Contains("anna", StringComparison.OrdinalIgnoreCase));
        (await AllAsync("q=from:anna")).Select(Id).ShouldBe(found.Select(Id), "one way to say it");
    }

    [Fact]
    public async Task List_Recipient_MatchesToAndCc()
    {
        var found = await AllAsync("recipient=anna");

        found.Count.ShouldBePositive();
        (await AllAsync("q=to:anna")).Select(Id).ShouldBe(found.Select(Id));
        found.Select(Id).ShouldBeSubsetOf((await AllAsync("")).Select(Id));
        (await AllAsync("")).Where(static e => Text(e, "to").Contains("Anna", StringComparison.Ordinal)).Select(Id)
            .ShouldBeSubsetOf(found.Select(Id));
    }

    [Fact]
    public async Task List_Subject_MatchesTheSubject()
    {
        var found = await AllAsync("subject=launch");

        found.Count.ShouldBePositive();
        found.ShouldAllBe(static e => e.GetProperty("subject").GetString()!.Contains("launch", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Sent")]
    [InlineData("sent")]
    [InlineData("INBOX")]
    public async Task List_Folder_MatchesByName(string folder)
    {
        var found = await AllAsync($"folder={folder}");

        found.Select(Id)
            .ShouldBe((await AllAsync("")).Where(e => Folders(e).Contains(folder, StringComparer.OrdinalIgnoreCase)).Select(Id));
        found.Count.ShouldBePositive();
        (await AllAsync($"q=in:{folder}")).Select(Id).ShouldBe(found.Select(Id));
    }

    [Fact]
    public async Task List_Dates_AreWholeLocalDaysBothIncluded()
    {
        var found = await AllAsync("date_from=2026-03-09&date_to=2026-03-09");

        found.Count.ShouldBePositive();
        var zone = TimeZoneInfo.Local;
        found.Select(Id).ShouldBe((await AllAsync("")).Where(e =>
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(e.GetProperty("date").GetDateTime(), zone)) == new DateOnly(2026, 3, 9))
                .Select(Id));
    }

    [Fact]
    public async Task List_Times_BeginIncludedEndExcluded()
    {
        (await AllAsync("date_from=2026-03-09T16:02:59Z&date_to=2026-03-09T16:03:00Z")).Count.ShouldBe(1);
        (await AllAsync("date_from=2026-03-09T16:02:58Z&date_to=2026-03-09T16:02:59Z")).ShouldBeEmpty();
        (await AllAsync("date_from=2026-03-09T17:02:59%2B01:00&date_to=2026-03-09T17:03:00%2B01:00")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task List_HasAttachments_IsWhatTheMailSays(string has)
    {
        var found = await AllAsync($"has_attachments={has}");

        found.Count.ShouldBePositive();
        found.Select(Id)
            .ShouldBe((await AllAsync("")).Where(e => e.GetProperty("has_attachments").GetBoolean() == bool.Parse(has)).Select(Id));
        (await AllAsync($"has_attachments={has}&q={(has == "true" ? "" : "-")}has:attachment")).Select(Id).ShouldBe(found.Select(Id));
    }

    [Fact]
    public async Task List_Thread_CombinesWithWordsAndWithout()
    {
        var all = await AllAsync("");
        var thread = all.GroupBy(static e => e.GetProperty("thread_id").GetString()!).MaxBy(static g => g.Count())!;

        (await AllAsync($"thread_id={thread.Key}")).Select(Id).ShouldBe(thread.Select(Id));
        var sender = Text(thread.First(), "from");
        var address = thread.First().GetProperty("from")[0].GetProperty("address").GetString()!;
        (await AllAsync($"thread_id={thread.Key}&sender={Uri.EscapeDataString(address)}")).Select(Id)
            .ShouldBe(thread.Where(e => Text(e, "from") == sender).Select(Id));
        (await AllAsync("thread_id=nothing")).ShouldBeEmpty();
        (await AllAsync("thread_id=nothing&q=bath")).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_AllFiltersTogether_AllHold()
    {
        var found =
            await AllAsync(
                "sender=anna&recipient=mara&folder=archive&date_from=2026-03-01&date_to=2026-03-31&has_attachments=false&q=approved");

        found.ShouldHaveSingleItem().GetProperty("date").GetString().ShouldBe("2026-03-09T16:02:59Z");
    }

    [Fact]
    public async Task List_Skip_PassesOver()
    {
        var all = await AllAsync("");

        (await GetAsync("skip=10&limit=3")).GetProperty("emails").EnumerateArray().Select(Id).ShouldBe(all.Skip(10).Take(3).Select(Id));
        (await GetAsync("skip=1000")).GetProperty("emails").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("skip=1001", "skip")]
    [InlineData("skip=x", "skip")]
    [InlineData("next=garbage", "next")]
    [InlineData("next=AAAA", "next")]
    [InlineData("next=%00", "next")]
    [InlineData("include_total=1", "include_total")]
    [InlineData("has_attachments=maybe", "has_attachments")]
    [InlineData("date_from=yesterday", "date_from")]
    [InlineData("date_to=2026-02-30", "date_to")]
    [InlineData("sender=!!!", "sender")]
    [InlineData("recipient=%40", "recipient")]
    [InlineData("subject=...", "subject")]
    [InlineData("sender=<501>", "sender")]
    [InlineData("recipient=<501>", "recipient")]
    [InlineData("subject=<501>", "subject")]
    [InlineData("folder=<501>", "folder")]
    [InlineData("date_from=2026-01-01T<501>", "date_from")]
    [InlineData("q=<4097>", "q")]
    [InlineData("thread_id=<4097>", "thread_id")]
    public async Task List_WrongValue_NamesIt(string query, string field)
    {
        query = query.Replace("<501>", new string('a', 501), StringComparison.Ordinal)
            .Replace("<4097>", new string('a', 4_097), StringComparison.Ordinal);
        using var response = await api.Client.GetAsync(new Uri($"/api/v1/emails?{query}", UriKind.Relative), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("errors").EnumerateObject().Select(static e => e.Name).ShouldBe([field]);
    }

    [Theory]
    [InlineData("q=%22")]
    [InlineData("q=%00")]
    [InlineData("q=NEAR(a%20b)")]
    [InlineData("q=*")]
    [InlineData("q=%F0%9F%98%80")]
    [InlineData("q=%FF%FE")]
    [InlineData("folder=%27%20OR%201=1%20--")]
    [InlineData("thread_id=%27;DROP%20TABLE%20message")]
    [InlineData("sender=%22%20OR%20subject:x")]
    public async Task List_WildValue_IsNoError(string query)
    {
        using var response = await api.Client.GetAsync(new Uri($"/api/v1/emails?{query}", UriKind.Relative), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AllAsync("")).Count.ShouldBe(All);
    }

    [Theory]
    [InlineData("POST", "/api/v1/emails")]
    [InlineData("PUT", "/api/v1/emails/x")]
    [InlineData("DELETE", "/api/v1/emails/x/raw")]
    [InlineData("POST", "/api/v1/threads/x")]
    public async Task Route_OtherMethod_IsNotAllowed(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await api.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static string Id(JsonElement email) => email.GetProperty("id").GetString()!;

    private static string Text(JsonElement email, string field) =>
        string.Join(' ', email.GetProperty(field).EnumerateArray()
            .Select(static a => $"{a.GetProperty("name")} {a.GetProperty("address")}"));

    private static IEnumerable<string> Folders(JsonElement email) =>
        email.GetProperty("folders").EnumerateArray().Select(static f => f.GetString()!);

    private Task<JsonElement> GetAsync(string query) =>
        api.Client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/emails?{query}", UriKind.Relative), Cancellation);

    private async Task<List<JsonElement>> AllAsync(string query) =>
        [.. (await GetAsync($"{query}&limit=100")).GetProperty("emails").EnumerateArray()];
}
