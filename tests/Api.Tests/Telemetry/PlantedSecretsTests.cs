using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using InboxMind.Core.Indexing;
using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Telemetry;

/// <summary>Words are planted wherever something of a person is taken in. None of them may come out of logs, metrics or spans.</summary>
public sealed partial class PlantedSecretsTests
{
    private static readonly string[] Planted =
    [
        "plantedbody", "plantedsubject", "plantedsender", "plantedname", "plantedattachment", "plantedquestion", "plantedsearch",
        "plantedpassword", "plantedaccount", "plantedhost", "plantedfile", "plantedtoken", "plantedcode", "plantedcookie", "plantedagent",
        "plantedpath", "plantedunreadable", "plantedperson",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithPlantedSecrets_LeavesNoneInLogsMetricsOrSpans()
    {
        await using var api = await WatchedApi.StartAsync();

        await ImportAsync(api);
        await WorkAsync(api);
        await AskAsync(api);
        await ReadAsync(api);
        await ConnectAsync(api);
        await AttackAsync(api);
        await FailAsync(api);

        using var scraped = await api.ScrapeAsync();
        scraped.StatusCode.ShouldBe(HttpStatusCode.OK);
        var metrics = await scraped.Content.ReadAsStringAsync(Cancellation);

        // That they were not looked for in nothing.
        metrics.ShouldContain("rag_queries_total{");
        metrics.ShouldContain("inboxmind_import_messages_total{");
        api.Spans.ShouldContain("stage answer");
        api.Log.ShouldContain("Work failed");
        api.Log.ShouldContain("A request failed");
        foreach (var word in Planted)
        {
            metrics.ShouldNotContain(word, Case.Insensitive);
            api.Spans.ShouldNotContain(word, Case.Insensitive);
            api.Log.ShouldNotContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Labels_OfARun_AreThoseOfThePageAndShort()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "metrics.md"), Cancellation);
        var listed = Row().Matches(page).ToDictionary(
            static m => m.Groups["name"].Value,
            static m => m.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(static l => l.Trim('`')).ToList());
        await using var api = await WatchedApi.StartAsync();
        await ImportAsync(api);
        await WorkAsync(api);
        await AskAsync(api);
        using var scraped = await api.ScrapeAsync();
        var metrics = await scraped.Content.ReadAsStringAsync(Cancellation);

        var seen = new HashSet<string>();
        foreach (Match line in Sample().Matches(metrics))
        {
            var name = listed.Keys.SingleOrDefault(n => Base().Replace(line.Groups["name"].Value, "") == PrometheusName(n));
            if (name is null)
                continue;
            seen.Add(name);
            foreach (Match label in Label().Matches(line.Groups["labels"].Value))
            {
                if (label.Groups[1].Value is "le" or "otel_scope_name")
                    continue;
                listed[name].ShouldContain(label.Groups[1].Value, name);
                label.Groups[2].Value.ShouldMatch("^[a-z0-9_-]{1,40}$", name);
            }
        }

        seen.ShouldContain("rag.queries");
        seen.Count.ShouldBeGreaterThan(8);
    }

    private static async Task ImportAsync(WatchedApi api)
    {
        const string mail =
            "From anna Thu Nov 26 08:00:00 2026\nFrom: Plantedname <plantedsender@example.com>\nTo: anna@example.com\n"
            + "Subject: plantedsubject of boats\nMessage-ID: <1@example.com>\nDate: Thu, 26 Nov 2026 08:00:00 +0000\n"
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            + "The plantedbody is green because the harbour wants it so. The password is plantedpassword.\n--b\n"
            + "Content-Type: text/plain\nContent-Disposition: attachment; filename=plantedattachment.txt\n\nplantedbody\n--b--\n\n";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail));
        using var answer = await api.Client.PostAsync(
            new Uri("/api/v1/imports?name=plantedfile.mbox", UriKind.Relative), content, Cancellation);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"added\":1");
    }

    /// <summary>An item that is none, besides those that are.</summary>
    private static async Task WorkAsync(WatchedApi api)
    {
        await api.App.Services.GetRequiredService<IWorkQueue>().SendAsync(WorkQueues.IndexMail, ["plantedunreadable"], Cancellation);
        await api.App.Services.GetRequiredService<QueueWorker<IndexMailHandler>>().RunOnceAsync(Cancellation);
    }

    private static async Task AskAsync(WatchedApi api)
    {
        foreach (var query in (string[])["Why is the plantedbody green?", "What of the plantedquestion?"])
        {
            using var answer = await api.Client.PostAsJsonAsync("/api/v1/rag/query", new { query }, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var search = await api.Client.GetAsync(
            new Uri("/api/v1/emails/search?q=plantedsearch%20from%3Aplantedsender", UriKind.Relative), Cancellation);
        search.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task ReadAsync(WatchedApi api)
    {
        using var list = await api.Client.GetAsync(new Uri("/api/v1/emails?subject=plantedsubject", UriKind.Relative), Cancellation);
        var id = EmailIdentifier().Match(await list.Content.ReadAsStringAsync(Cancellation)).Groups[1].Value;
        foreach (var path in (string[])["", "/raw", "/attachments/0", "/attachments/plantedpath"])
            (await api.Client.GetAsync(new Uri($"/api/v1/emails/{id}{path}", UriKind.Relative), Cancellation)).Dispose();
    }

    private static async Task ConnectAsync(WatchedApi api)
    {
        foreach (var host in (string[])["plantedhost.invalid", "127.0.0.1"])
        {
            using var answer = await api.Client.PostAsJsonAsync(
                "/api/v1/mailboxes", new { host, user = "plantedaccount@example.com", password = "plantedpassword" }, Cancellation);
            answer.IsSuccessStatusCode.ShouldBeFalse();
        }
    }

    private static async Task AttackAsync(WatchedApi api)
    {
        using var client = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rag/query?plantedquestion=1")
        {
            Content = new StringContent("{\"query\": plantedquestion", Encoding.UTF8, "application/json"),
        };
        client.Headers.TryAddWithoutValidation("User-Agent", "plantedagent");
        client.Headers.TryAddWithoutValidation("Cookie", "inboxmind_refresh=plantedcookie");
        client.Headers.TryAddWithoutValidation("X-Request-ID", "plantedtoken not sane");
        using var refused = await api.Client.SendAsync(client, Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        foreach (var path in (string[])
            ["/api/v1/plantedpath", "/api/v1/oauth/google/callback?code=plantedcode&state=plantedtoken",
                "/api/v1/auth/local?code=plantedcode"])
            (await api.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation)).Dispose();
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        forged.Headers.TryAddWithoutValidation("Authorization", "Bearer plantedtoken.plantedtoken.plantedtoken");
        using var unauthorized = await api.Client.SendAsync(forged, Cancellation);
        unauthorized.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await api.ScrapeAsync("plantedtoken")).Dispose();
    }

    /// <summary>A line is written of a request whose path holds the address of a person.</summary>
    private static async Task FailAsync(WatchedApi api)
    {
        await using var database = new SqliteConnection($"Data Source={api.Database};Pooling=False;Default Timeout=30");
        await database.OpenAsync(Cancellation);
        await using var command = database.CreateCommand();
        command.CommandText = "ALTER TABLE message RENAME TO lost";
        await command.ExecuteNonQueryAsync(Cancellation);
        using var failed = await api.Client.GetAsync(
            new Uri("/api/v1/people/plantedperson@example.com", UriKind.Relative), Cancellation);
        failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        command.CommandText = "ALTER TABLE lost RENAME TO message";
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static string PrometheusName(string name) => name.Replace('.', '_');

    /// <summary>A row of the page's table.</summary>
    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)` \| (?:counter|histogram|gauge) \| `[^`]+` \| (?<labels>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^(?<name>[a-z_]+)\{(?<labels>[^}]*)\} ", RegexOptions.Multiline)]
    private static partial Regex Sample();

    /// <summary>What Prometheus adds to a name.</summary>
    [GeneratedRegex("(?:_seconds|_bytes)?(?:_total|_bucket|_sum|_count)?$")]
    private static partial Regex Base();

    [GeneratedRegex("([a-z_]+)=\"([^\"]*)\"")]
    private static partial Regex Label();

    [GeneratedRegex("\"(?:email_id|id)\":\"([a-z2-7]{52})\"")]
    private static partial Regex EmailIdentifier();
}
