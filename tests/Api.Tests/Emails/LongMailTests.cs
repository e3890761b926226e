using System.Net;
using System.Text;
using System.Text.Json;
using InboxMind.Core.Indexing;

namespace InboxMind.Api.Tests.Emails;

/// <summary>Mail with more of everything than an answer holds.</summary>
public sealed class LongMailTests : IAsyncLifetime
{
    private const int Many = 450;

    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await MailApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Open_LongMail_HoldsPartsAndSaysSo()
    {
        var id = await AddLongAsync();

        var mail = await _api.JsonAsync($"/api/v1/emails/{id}");

        mail.GetProperty("to").GetArrayLength().ShouldBe(200);
        mail.GetProperty("cc").GetArrayLength().ShouldBe(1);
        mail.GetProperty("attachments").GetArrayLength().ShouldBe(200);
        mail.GetProperty("text").GetString()!.Length.ShouldBe(200_000);
        Names(mail.GetProperty("truncated")).ShouldBe(["to", "text", "new_text", "passages", "attachments"]);
        var totals = mail.GetProperty("totals");
        (totals.GetProperty("to").GetInt32(), totals.GetProperty("cc").GetInt32(), totals.GetProperty("attachments")
            .GetInt32(), totals.GetProperty("text").GetInt64())
            .ShouldBe((Many, 1, Many, 450_008));
    }

    [Fact]
    public async Task Open_OrdinaryMail_IsWhole()
    {
        var id = await _api.AddAsync(MailApi.Letter("Short", 1));

        var mail = await _api.JsonAsync($"/api/v1/emails/{id}");

        mail.GetProperty("truncated").GetArrayLength().ShouldBe(0);
        mail.GetProperty("totals").GetProperty("to").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Parts_OneAfterTheOther_AreAllThereIs()
    {
        var id = await AddLongAsync();

        var text = new StringBuilder();
        for (int? from = 0; from is not null;)
        {
            var part = await _api.JsonAsync($"/api/v1/emails/{id}/text?from={from}&limit=123457");
            text.Append(part.GetProperty("text").GetString());
            from = Next(part, "next");
        }

        text.Length.ShouldBe(450_008);
        text.ToString().ShouldEndWith("The end.");
        (await AllAsync($"/api/v1/emails/{id}/recipients", "recipients", static r => r.GetProperty("address").GetString()!))
            .ShouldBe(Enumerable.Range(0, Many).Select(static i => $"r{i}@example.com"));
        (await AllAsync($"/api/v1/emails/{id}/attachments", "attachments", static a => a.GetProperty("name").GetString()!))
            .ShouldBe(Enumerable.Range(1, Many).Select(static i => $"a{i}.txt"));
        var last = (await _api.JsonAsync($"/api/v1/emails/{id}/attachments?skip={Many - 1}")).GetProperty("attachments")[0];
        last.GetProperty("n").GetInt32().ShouldBe(Many);
        using var content = await _api.SendAsync(HttpMethod.Get, last.GetProperty("url").GetString()!);
        (await content.Content.ReadAsStringAsync(Cancellation)).ShouldBe($"file {Many}");
        (await _api.JsonAsync($"/api/v1/emails/{id}/recipients?field=cc")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("text?limit=0", "limit")]
    [InlineData("text?from=-1", "from")]
    [InlineData("recipients?field=sender", "field")]
    [InlineData("recipients?limit=1001", "limit")]
    [InlineData("attachments?skip=x", "skip")]
    public async Task Parts_WrongValue_NameIt(string path, string field)
    {
        var id = await _api.AddAsync(MailApi.Letter("Short", 1));

        using var response = await _api.SendAsync(HttpMethod.Get, $"/api/v1/emails/{id}/{path}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("errors")
            .EnumerateObject().Select(static e => e.Name).ShouldBe([field]);
    }

    /// <summary>As an earlier version stored it, which took any number of anything.</summary>
    [Fact]
    public async Task AnyRoute_MailBeyondTheLimits_IsAnsweredInParts()
    {
        const int Beyond = 60_000;
        var letter = await _api.AddAsync(MailApi.Letter("Ordinary", 1));
        var stored = (await _api.Get<IMailStore>().GetAsync(_api.Anna, [letter], Cancellation))[0].Message;
        var id = new EmailId(new string('b', EmailId.Length));
        var message = stored with
        {
            Id = id,
            MessageId = "beyond@example.com",
            Subject = new string('s', 100_000),
            Date = stored.Date.AddDays(1),
            To = [.. Enumerable.Range(0, Beyond).Select(static i => new MailAddress("", $"r{i}@example.com"))],
            Attachments =
                [.. Enumerable.Range(0, Beyond).Select(static i => new AttachmentInfo($"{i}.pdf", "application/pdf", 1, null, false))],
            Text = string.Concat(Enumerable.Repeat("beyond ", 400_000)),
        };
        await _api.Get<IMailStore>().SaveAsync(
            _api.Anna,
            [new MailToSave(message, [], new Placement(new MailboxId("home"), "INBOX", 1, 77, MailFlags.None),
                Encoding.UTF8.GetBytes("From: a@example.com\r\n\r\nx"))],
            Cancellation);
        await _api.Get<IndexMessages>().IndexAsync(_api.Anna, [id], again: false, Cancellation);

        var listed = (await _api.JsonAsync("/api/v1/emails?q=beyond")).GetProperty("emails")[0];
        var mail = await _api.JsonAsync($"/api/v1/emails/{id}");

        listed.GetProperty("to").GetArrayLength().ShouldBe(20);
        listed.GetProperty("to_total").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.GetProperty("has_attachments").GetBoolean().ShouldBeTrue();
        listed.GetProperty("subject").GetString()!.Length.ShouldBe(1_000);
        listed.GetProperty("snippet").GetString().ShouldStartWith("beyond beyond");
        mail.GetProperty("totals").ToString()
            .ShouldBe($$"""{"from":1,"to":{{Beyond}},"cc":0,"bcc":0,"attachments":{{Beyond}},"text":2800000}""");
        mail.GetRawText().Length.ShouldBeLessThan(1_000_000);
        (await _api.JsonAsync("/api/v1/emails")).GetProperty("emails").EnumerateArray()
            .Select(static e => e.GetProperty("to_total").ToString())
            .ShouldBe(["", "1"]);
    }

    private async Task<List<string>> AllAsync(string path, string list, Func<JsonElement, string> read)
    {
        var all = new List<string>();
        for (int? skip = 0; skip is not null;)
        {
            var part = await _api.JsonAsync($"{path}?limit=123&skip={skip}");
            part.GetProperty("total").GetInt32().ShouldBe(Many);
            all.AddRange(part.GetProperty(list).EnumerateArray().Select(read));
            skip = Next(part, "next_skip");
        }

        return all;
    }

    private Task<EmailId> AddLongAsync()
    {
        var files = string.Concat(Enumerable.Range(1, Many).Select(static i =>
            $"--m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a{i}.txt\r\n\r\nfile {i}\r\n"));
        var text = string.Concat(Enumerable.Repeat("A longer line.\r\n", 30_000));
        return _api.AddAsync(
            MailApi.Letter("Long", 1, $"--m\r\n\r\n{text}The end.\r\n{files}--m--",
                "Content-Type: multipart/mixed; boundary=m\r\nCc: one@example.com\r\n")
                .Replace(
                    "To: Anna <anna@example.com>",
                    $"To: {string.Join(",\r\n ", Enumerable.Range(0, Many).Select(static i => $"r{i}@example.com"))}",
                    StringComparison.Ordinal));
    }

    private static int? Next(JsonElement part, string name) =>
        part.GetProperty(name).ValueKind == JsonValueKind.Null ? null : part.GetProperty(name).GetInt32();

    private static List<string?> Names(JsonElement list) => [.. list.EnumerateArray().Select(static n => n.GetString())];
}
