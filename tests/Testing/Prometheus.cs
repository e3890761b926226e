using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace InboxMind.Testing;

/// <summary>Prometheus and its tool, of Debian's package <c>prometheus</c>.</summary>
public sealed class Prometheus : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Ends a test that would wait for ever; no measure of how long anything may take.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly HttpClient _http;

    private Prometheus(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Where its programs are.</summary>
    private static string Folder { get; } = Environment.GetEnvironmentVariable("INBOXMIND_PROMETHEUS") ?? "/usr/bin";

    private static string Server { get; } = Path.Combine(Folder, "prometheus");

    /// <summary>Skips the test without the program, or fails it in CI.</summary>
    public static void Require()
    {
        if (File.Exists(Server) && File.Exists(Path.Combine(Folder, "promtool")))
            return;
        const string reason = "Prometheus is not installed: install Debian's prometheus, or name another folder by INBOXMIND_PROMETHEUS.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    /// <summary>Runs <c>promtool</c> in a folder.</summary>
    public static async Task<CliResult> ToolAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder, "promtool"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return new CliResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts one that reads a target.</summary>
    /// <param name="folder">An empty folder for what it keeps.</param>
    /// <param name="target">Host and port of the target.</param>
    /// <param name="token">What the target asks for.</param>
    /// <param name="rules">A file of rules; null for none.</param>
    /// <param name="every">Seconds between two readings.</param>
    public static async Task<Prometheus> StartAsync(string folder, string target, string token, string? rules = null, int every = 1)
    {
        Directory.CreateDirectory(folder);
        var settings = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(
            settings,
            $"""
            global: {"{"} scrape_interval: {every}s, evaluation_interval: {every}s {"}"}
            rule_files: [{rules}]
            scrape_configs:
              - job_name: inboxmind
                authorization: {"{"} credentials: {token} {"}"}
                static_configs: [{"{"} targets: ["{target}"] {"}"}]
            """,
            TestContext.Current.CancellationToken);
        var port = FreePort();
        var start = new ProcessStartInfo(
            Server,
            [
                $"--config.file={settings}", $"--storage.tsdb.path={Path.Combine(folder, "data")}",
                $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
            ]);
        var prometheus = new Prometheus(Process.Start(start)!, port);
        try
        {
            await prometheus.SeeAsync("up == 1");
            return prometheus;
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
    }

    /// <summary>The series that a query gives now: their labels and values.</summary>
    public async Task<IReadOnlyList<(string Labels, double Value)>> QueryAsync(string query) =>
    [
        .. (await ReadAsync(query, $"query?query={Uri.EscapeDataString(query)}")).Select(static series => (
            string.Join(' ', series.GetProperty("metric").EnumerateObject().Select(static l => $"{l.Name}={l.Value}")),
            Number(series.GetProperty("value")[1]))),
    ];

    /// <summary>The series that a query gives over a time until now, with what they are named by.</summary>
    /// <param name="query">The query.</param>
    /// <param name="length">How long ago it begins.</param>
    /// <param name="points">Values of each series.</param>
    public async Task<IReadOnlyList<PrometheusSeries>> RangeAsync(string query, TimeSpan length, int points)
    {
        var end = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var (start, step) = (end - length.TotalSeconds, length.TotalSeconds / points);
        var series = await ReadAsync(query, string.Create(
            CultureInfo.InvariantCulture,
            $"query_range?query={Uri.EscapeDataString(query)}&start={start:0.###}&end={end:0.###}&step={step:0.###}"));
        return
        [
            .. series.Select(s => new PrometheusSeries(
                s.GetProperty("metric").EnumerateObject().ToDictionary(static l => l.Name, static l => l.Value.GetString()!),
                [
                    .. s.GetProperty("values").EnumerateArray().Select(v => (
                        v[0].GetDouble() - start, Number(v[1]))),
                ])),
        ];
    }

    /// <summary>Waits until an alert fires.</summary>
    public Task FireAsync(string alert) => SeeAsync($$"""ALERTS{alertname="{{alert}}",alertstate="firing"}""");

    /// <summary>Waits until a query gives something.</summary>
    public async Task SeeAsync(string query)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        for (var start = TimeProvider.System.GetTimestamp(); !await GivesAsync(query);)
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"Prometheus never had {query}.");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<IEnumerable<JsonElement>> ReadAsync(string query, string path)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var why = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            throw new HttpRequestException($"{query}: {why}", inner: null, answer.StatusCode);
        }

        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return said.GetProperty("data").GetProperty("result").EnumerateArray();
    }

    private async Task<bool> GivesAsync(string query)
    {
        try
        {
            return (await QueryAsync(query)).Count > 0;
        }
        catch (HttpRequestException e) when (e.StatusCode is null or HttpStatusCode.ServiceUnavailable)
        {
            // It does not listen yet, or is not ready.
            return false;
        }
    }

    /// <summary>A sample's value as Prometheus writes it, which says <c>+Inf</c> and <c>-Inf</c> where .NET says Infinity.</summary>
    private static double Number(JsonElement sample) => sample.GetString()! switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A series over time.</summary>
/// <param name="Labels">What it is named by.</param>
/// <param name="Points">Its values, and the seconds since the time began.</param>
public sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double Seconds, double Value)> Points);
