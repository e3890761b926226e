using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Telemetry;

/// <summary>A real <c>serve</c> under load, read by a real Prometheus.</summary>
public sealed class DashboardTests : IDisposable
{
    private const string MetricsToken = "metrics-token-of-thirty-two-characters";

    /// <summary>Panels about what this run has none of, and which say nothing else then.</summary>
    private static readonly string[] Empty =
        ["Runs by result", "How long runs take (95 %)", "Messages fetched"];

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Panels_OfAllDashboards_ShowWhatAServerUnderLoadDoes()
    {
        Prometheus.Require();
        using var serve = await ServeProcess.StartAsync(
            _folder["data"], [new("INBOXMIND_Telemetry__MetricsToken", MetricsToken), new("INBOXMIND_Logs__Format", "json")],
            cancellation: Cancellation);
        using var client = await Browser.SignedInAsync(serve);
        await using var prometheus = await Prometheus.StartAsync(
            _folder["prometheus"], $"localhost:{serve.Address.Port}", MetricsToken);

        await LoadAsync(client);
        await prometheus.SeeAsync("sum(rag_queries_total) >= 12");
        await LoadAsync(client);
        await prometheus.SeeAsync("sum(rag_queries_total) >= 24 and on() sum(inboxmind_index_embedded_total) > 0");
        await prometheus.SeeAsync("sum(rate(rag_queries_total[1m])) > 0 and on() sum(inboxmind_queue_depth) >= 0");

        var table = new StringBuilder("| Dashboard | Panel | Series | Values |\n|---|---|---|---|\n");
        foreach (var query in Dashboards.Queries())
        {
            // A rate needs two readings.
            if (!Empty.Contains(query.Panel))
                await prometheus.SeeAsync(query.Over("1m"));
            var series = await prometheus.QueryAsync(query.Over("1m"));
            series.ShouldAllBe(static s => !double.IsInfinity(s.Value), query.Query);
            table.AppendLine(string.Create(
                CultureInfo.InvariantCulture, $"| {query.Dashboard} | {query.Panel} | {series.Count} | {Values(series)} |"));
        }

        await ShouldLogJsonAsync(serve);
        if (Environment.GetEnvironmentVariable("INBOXMIND_PANELS") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, table.ToString(), Cancellation);
    }

    private static string Values(IReadOnlyList<(string Labels, double Value)> series) => string.Join(", ", series.Take(6).Select(
        static s => string.Create(CultureInfo.InvariantCulture, $"{LabelsOf(s.Labels)} {s.Value:G3}").Trim()));

    private static string LabelsOf(string labels) => string.Join(' ', labels.Split(' ').Select(static l => l[(l.IndexOf('=') + 1)..]));

    /// <summary>An import, questions old and new, searches, and requests that fail.</summary>
    private static async Task LoadAsync(HttpClient client)
    {
        using var mbox = new ByteArrayContent(Mbox());
        using var imported = await client.PostAsync(new Uri("/api/v1/imports?name=load.mbox", UriKind.Relative), mbox, Cancellation);
        imported.StatusCode.ShouldBe(HttpStatusCode.OK);
        await imported.Content.ReadAsStringAsync(Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using var asked = await client.PostAsJsonAsync(
                new Uri("/api/v1/rag/query", UriKind.Relative), new { query = $"Why is boat {i % 4} painted green?" }, Cancellation);
            asked.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var found = await client.GetAsync(new Uri($"/api/v1/emails/search?q=boat+{i}", UriKind.Relative), Cancellation);
            found.StatusCode.ShouldBe(HttpStatusCode.OK);
        }));
        using var missing = await client.GetAsync(new Uri("/api/v1/emails/none", UriKind.Relative), Cancellation);
        missing.IsSuccessStatusCode.ShouldBeFalse();
    }

    private static byte[] Mbox()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"From anna Thu Nov 26 08:00:00 2026\nFrom: anna@example.com\nSubject: Boat {i}\nMessage-ID: <{i}@example.com>\n"
                + $"Date: Thu, 26 Nov 2026 08:00:{i:00} +0000\n\nBoat {i} is painted green because harbour {i} wants it so.\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The lines of a request have its id and the trace's; none holds what was asked.</summary>
    private static async Task ShouldLogJsonAsync(ServeProcess serve)
    {
        using var client = new HttpClient { BaseAddress = serve.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "forged.forged.forged");
        (await client.GetAsync(new Uri("/api/v1/auth/me", UriKind.Relative), Cancellation)).Dispose();
        var lines = serve.Output.Split('\n').Where(static l => l.StartsWith('{'))
            .Select(static l => JsonDocument.Parse(l).RootElement).ToList();
        lines.ShouldAllBe(static l => l.GetProperty("Category").GetString()!.Length > 0);
        serve.Output.ShouldNotContain("painted");
    }
}
