namespace InboxMind.Mcp.Tests.Tools;

public sealed class FetchToolTests
{
    private const string Reply =
        "It opens in gallinule week.\n\nOn 3 Mar 2024, Carla Diaz wrote:\n> When does the slipway open?\n> I need to know.\n";

    [Fact]
    public async Task Fetch_Reply_GivesWhatItsSenderWroteAndSaysThatThereIsMore()
    {
        await using var session = await MailServerSession.StartAsync([Letter.Write(Reply)]);
        var id = await IdAsync(session);

        var own = await session.ReadAsync("fetch", new { id });
        var whole = await session.ReadAsync("fetch", new { id, whole = true });

        own.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("gallinule week");
        own.GetProperty("text").GetString().ShouldNotBeNull().ShouldNotContain("slipway");
        own.GetProperty("more").GetString().ShouldNotBeNull().ShouldContain("whole=true");
        whole.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("(quoted: Carla Diaz)");
        whole.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain("slipway");
        whole.TryGetProperty("more", out _).ShouldBeFalse();
        own.GetProperty("title").GetString().ShouldBe("Pump");
        own.GetProperty("to").EnumerateArray().Single().GetString().ShouldBe("Anna Berg (anna@example.com)");
    }

    [Fact]
    public async Task Fetch_LongMail_ComesInWindowsThatMakeUpTheWhole()
    {
        var text = "gallinule " + string.Join(' ', Enumerable.Range(0, 9_000).Select(static i => $"word{i}"));
        await using var session = await MailServerSession.StartAsync([Letter.Write(text)]);
        var id = await IdAsync(session);

        var first = await session.ReadAsync("fetch", new { id });
        var read = Inside(first);
        Inside(first).Length.ShouldBe(12_000);
        for (var next = Next(first); next is { } offset;)
        {
            var window = await session.ReadAsync("fetch", new { id, offset, max_chars = 20_000 });
            read += Inside(window);
            next = Next(window);
        }

        read.ShouldBe(text);
        Inside(await session.ReadAsync("fetch", new { id, max_chars = 10_000_000 })).Length.ShouldBe(50_000);
        Inside(await session.ReadAsync("fetch", new { id, offset = int.MaxValue })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_Attachment_NamesItAndGivesItsText()
    {
        await using var session =
            await MailServerSession.StartAsync([Letter.WithAttachment("prices.csv", "text/csv", "pump,500\nvalve,20")]);
        var id = await IdAsync(session);

        var mail = await session.ReadAsync("fetch", new { id });
        var attachment = await session.ReadAsync("fetch", new { id, attachment = 1 });

        mail.GetProperty("attachments").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("prices.csv");
        Inside(attachment).Trim().ShouldBe("pump,500\nvalve,20");
        (await session.RefusedAsync("fetch", new { id, attachment = 2 })).ShouldContain("1 to 1");
    }

    [Fact]
    public async Task Fetch_AttachmentThatIsNoText_SaysSo()
    {
        await using var session = await MailServerSession.StartAsync([Letter.WithAttachment("a.zip", "application/zip", "PK\u0003\u0004")]);

        (await session.RefusedAsync("fetch", new { id = await IdAsync(session), attachment = 1 })).ShouldContain("It is damaged.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Fetch_UnknownId_SaysSo(string id)
    {
        await using var session = await MailServerSession.StartAsync([Letter.Write("gallinule")]);

        (await session.RefusedAsync("fetch", new { id })).ShouldStartWith("There is no such mail.");
        (await session.RefusedAsync("similar", new { id })).ShouldStartWith("There is no such mail.");
    }

    internal static async Task<string> IdAsync(MailServerSession session, string word = "gallinule") =>
        (await session.ReadAsync("search", new { query = word })).GetProperty("results")[0].GetProperty("id").GetString()!;

    /// <summary>The text between the marks.</summary>
    private static string Inside(System.Text.Json.JsonElement data)
    {
        var text = data.GetProperty("text").GetString()!;
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..text.LastIndexOf('\n')];
    }

    private static int? Next(System.Text.Json.JsonElement data) =>
        data.TryGetProperty("next", out var next) ? next.GetInt32() : null;
}
