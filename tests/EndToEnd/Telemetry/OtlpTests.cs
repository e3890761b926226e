using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.EndToEnd.Telemetry;

/// <summary>A real <c>serve</c> that sends to a collector (OTLP over HTTP).</summary>
public sealed class OtlpTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _received = [];
    private WebApplication? _collector;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Serve_WithACollector_SendsTracesMetricsAndLogsWithoutWhatIsPrivate()
    {
        var address = await CollectAsync();
        using var serve = await ServeProcess.StartAsync(
            _folder["data"],
            [
                new("INBOXMIND_Telemetry__Otlp__Endpoint", address), new("INBOXMIND_Telemetry__Otlp__Protocol", "http"),
                new("INBOXMIND_Telemetry__Otlp__Headers", "Authorization=Bearer planted-header"),
            ],
            cancellation: Cancellation);
        using var browser = new Browser(serve.Address);
        using var signedIn = await browser.GetAsync(serve.Link);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        await browser.RenewAsync();
        browser.Http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("plantedagent", "1"));

        using var mail = new StringContent(
            "From: anna@example.com\nSubject: plantedsubject\nDate: Thu, 26 Nov 2026 08:00:00 +0000\n\nThe plantedbody is green.\n");
        using var imported =
            await browser.Http.PostAsync(new Uri("/api/v1/imports?name=plantedname.eml", UriKind.Relative), mail, Cancellation);
        (await imported.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"added\":1");
        await browser.AskAsync("Why is the plantedbody plantedquestion green?");
        (await browser.Http.GetAsync(new Uri("/api/v1/emails?subject=plantedsearch", UriKind.Relative), Cancellation)).Dispose();
        (await browser.Http.GetAsync(new Uri("/api/v1/plantedpath", UriKind.Relative), Cancellation)).Dispose();

        // Spans and log lines go out every five seconds, metrics once a minute.
        await Eventually.SeeAsync(() => Task.FromResult(Text("traces")), static t => t.Contains("stage answer")
            && t.Contains("index write"));
        await Eventually.SeeAsync(() => Task.FromResult(Text("metrics")), static t => t.Contains("rag.queries")
            && t.Contains("inboxmind.queue.depth"));

        // A line of a request has what it is looked for by.
        await FailAsync(browser);
        foreach (var field in (string[])["service.name", "inboxmind", "request_id", "A request failed", "Error"])
            await Eventually.SeeAsync(() => Task.FromResult(Text("logs")), text => text.Contains(field, StringComparison.Ordinal));

        Text("traces").ShouldContain("/api/v1/rag/query");
        Text("headers").ShouldContain("planted-header");
        foreach (var signal in (string[])["traces", "metrics", "logs"])
        {
            foreach (var word in (string[])
                [
                    "plantedsubject", "plantedbody", "plantedquestion", "plantedsearch", "plantedpath", "plantedagent",
                    "plantedname", "plantedperson", "anna@", "planted-header",
                ])
                Text(signal).ShouldNotContain(word, Case.Insensitive);
        }
    }

    private async Task FailAsync(Browser browser)
    {
        await using (var database = new SqliteConnection($"Data Source={_folder["data/inboxmind.db"]};Pooling=False;Default Timeout=30"))
        {
            await database.OpenAsync(Cancellation);
            await using var command = database.CreateCommand();
            command.CommandText = "ALTER TABLE message RENAME TO lost";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        // Its path holds the address of a person.
        using var failed = await browser.Http.GetAsync(
            new Uri("/api/v1/people/plantedperson@example.com", UriKind.Relative), Cancellation);
        failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private string Text(string signal) => _received.TryGetValue(signal, out var all) ? string.Join('\n', all) : "";

    /// <summary>Keeps what it is sent as text: names and values stand in protobuf as they are.</summary>
    private async Task<string> CollectAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Keep(signal, Encoding.UTF8.GetString(body.ToArray()));
            Keep("headers", request.Headers.Authorization.ToString());
            return Results.Bytes([], "application/x-protobuf");
        });
        await _collector.StartAsync(Cancellation);
        return _collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    private void Keep(string name, string text) => _received.GetOrAdd(name, static _ => []).Enqueue(text);
}
