using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>What telemetry costs: the processor time of one server that imports mail and answers searches with all of it (metrics that are
/// read every five seconds, every trace and log line sent), and of another one without, in turn.</summary>
internal static class TelemetryRun
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(LoadOptions options, int pairs, int searches, CancellationToken cancellation)
    {
        await using var collector = await Collector.StartAsync();
        var mbox = await MboxAsync(options, cancellation);
        try
        {
            var (off, on) = (new List<Cost>(), new List<Cost>());
            for (var i = 0; i < pairs; i++)
            {
                // What grows warm or full over the run is shared out to both.
                foreach (var isOn in (bool[])(i % 2 == 0 ? [false, true] : [true, false]))
                    (isOn ? on : off).Add(await MeasureAsync(options, mbox, searches, isOn ? collector : null, cancellation));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"pair {i + 1}: import {off[i].Import:0.00} s -> {on[i].Import:0.00} s, {searches} searches {off[i].Search:0.00} s -> "
                        + $"{on[i].Search:0.00} s"));
            }

            Print("import", off, on, static c => c.Import);
            Print("search", off, on, static c => c.Search);
            Console.WriteLine($"{collector.Bytes / 1024} KB were sent.");
            return 0;
        }
        finally
        {
            File.Delete(mbox);
        }
    }

    private static void Print(string name, List<Cost> off, List<Cost> on, Func<Cost, double> part)
    {
        double[] ratios = [.. off.Zip(on, (a, b) => (part(b) / part(a)) - 1).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {ratios[ratios.Length / 2]:+0.0%;-0.0%} (median of {ratios.Length} pairs; {ratios[0]:+0.0%;-0.0%} to "
                + $"{ratios[^1]:+0.0%;-0.0%}); sums {off.Sum(part):0.00} s -> {on.Sum(part):0.00} s, "
                + $"{(on.Sum(part) / off.Sum(part)) - 1:+0.0%;-0.0%}"));
    }

    private static async Task<Cost> MeasureAsync(
        LoadOptions options, string mbox, int searches, Collector? collector, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("inboxmind-load-").FullName;
        try
        {
            using var server = await ServeProcess.StartAsync(
                data, [.. options.Settings.Where(static s => !s.Key.Contains("Telemetry")), .. Settings(collector)],
                program: options.Program, cancellation: cancellation);
            using var client = await SignedInAsync(server, cancellation);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var reading = collector is null ? Task.CompletedTask : ReadAsync(server.Address, done.Token);
            var start = server.Sample().Cpu;
            await ImportAsync(client, mbox, cancellation);
            var imported = server.Sample().Cpu;
            for (var i = 0; i < searches; i++)
            {
                var query = SampleQueries.All[i % SampleQueries.All.Count];
                using var found = await client.GetAsync(
                    new Uri($"/api/v1/emails/search?q={Uri.EscapeDataString(query)}", UriKind.Relative), cancellation);
                found.EnsureSuccessStatusCode();
            }

            var searched = server.Sample().Cpu;
            await done.CancelAsync();
            await reading;
            return new Cost((imported - start).TotalSeconds, (searched - imported).TotalSeconds);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Without vectors, of which the model would take many times as long.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Settings(Collector? collector) =>
    [
        new("INBOXMIND_Models__Embedding__Shipped", "false"),
        .. collector is null ? [] : (KeyValuePair<string, string>[])
        [
            new("INBOXMIND_Telemetry__MetricsToken", Traffic.MetricsToken), new("INBOXMIND_Telemetry__Otlp__Endpoint", collector.Address),
            new("INBOXMIND_Telemetry__Otlp__Protocol", "http"), new("INBOXMIND_Logs__Format", "json"),
        ],
    ];

    private static async Task<HttpClient> SignedInAsync(ServeProcess server, CancellationToken cancellation)
    {
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10) };
        (await client.GetAsync(server.Link, cancellation)).Dispose();
        using var renewed = await client.PostAsync(new Uri("/api/v1/auth/refresh", UriKind.Relative), content: null, cancellation);
        var token = (await renewed.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Sends the mail and waits until all of it is in the index.</summary>
    private static async Task ImportAsync(HttpClient client, string mbox, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(mbox);
        using var imported = await client.PostAsync(
            new Uri("/api/v1/imports?name=telemetry.mbox", UriKind.Relative), new StreamContent(file), cancellation);
        imported.EnsureSuccessStatusCode();
        await imported.Content.ReadAsStringAsync(cancellation);
        while (true)
        {
            var list = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/emails/search?q=zzz", UriKind.Relative), cancellation);
            if (!list.TryGetProperty("not_indexed", out var left) || left.ValueKind == JsonValueKind.Null || left.GetInt64() == 0)
                return;
            await Task.Delay(Pace, TimeProvider.System, cancellation);
        }
    }

    private static async Task ReadAsync(Uri address, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Traffic.MetricsToken);
        try
        {
            while (true)
            {
                (await client.GetAsync(new Uri("/metrics", UriKind.Relative), stop)).EnsureSuccessStatusCode().Dispose();
                await Task.Delay(ReadEvery, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static async Task<string> MboxAsync(LoadOptions options, CancellationToken cancellation)
    {
        var maildir = Mails.Replicate(options.Mail, options.Messages);
        var path = Path.GetTempFileName();
        await using var mbox = File.Create(path);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(maildir, "cur")).Order(StringComparer.Ordinal))
        {
            await mbox.WriteAsync("From anna@example.com Fri Mar  1 09:00:00 2024\n"u8.ToArray(), cancellation);
            var text = await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, cancellation);
            var quoted = text.Replace("\nFrom ", "\n>From ", StringComparison.Ordinal);
            await mbox.WriteAsync(System.Text.Encoding.Latin1.GetBytes(quoted + "\n"), cancellation);
        }

        Directory.Delete(maildir, recursive: true);
        return path;
    }

    private sealed record Cost(double Import, double Search);
}
