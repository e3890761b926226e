using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Benchmarks;

/// <summary>Whole processes on mails that were made to cost: <c>import</c>, <c>search</c> and <c>ask</c>, then a list and the mail from
/// <c>serve</c>, each with its time (by the clock, and on a processor) and its peak of memory.</summary>
internal static class AttackBenchmark
{
    private const string Names = "import,search,ask,list,read";

    /// <param name="program">The program to measure.</param>
    /// <param name="importer">The program that imports; an older one leaves what it would have stored.</param>
    /// <param name="only">Which attacks; all when it is empty.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<int> RunAsync(
        string program, string importer, IReadOnlyCollection<string> only, CancellationToken cancellation)
    {
        Console.WriteLine($"{"attack",-16} {"MB",5}  {string.Join("  ", Names.Split(',').Select(static n => $"{n,20}"))}  outcome");
        foreach (var name in AttackMails.All.Keys.Append("gzip-bomb").Where(n => only.Count == 0 || only.Contains(n)))
        {
            var folder = Directory.CreateTempSubdirectory("inboxmind-attack-").FullName;
            try
            {
                await MeasureAsync(name, program, importer, folder, cancellation);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, string program, string importer, string folder, CancellationToken cancellation)
    {
        var (path, data) = (Path.Combine(folder, "attack.eml"), Path.Combine(folder, "data"));
        await using (var file = File.Create(path))
        {
            if (AttackMails.All.TryGetValue(name, out var mail))
                await file.WriteAsync(mail(), cancellation);
            else
                AttackMails.WriteGzipBomb(file);
        }

        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {new FileInfo(path).Length / 1e6,5:0.0}"));
        var import = await TryAsync(importer, ["import", path, "--data", data, "--json"], cancellation);
        await TryAsync(program, ["search", AttackMails.Word, "--data", data, "--json"], cancellation);
        await TryAsync(program, ["ask", $"What does the {AttackMails.Word} cost?", "--data", data, "--json"], cancellation);
        await ServeAsync(program, data, cancellation);
        Console.WriteLine($"  {import.Trim()}");
    }

    private static async Task<string> TryAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            var run = await Processes.TimeAsync(program, arguments, cancellation);
            Print(run.Seconds, run.OwnSeconds, run.PeakKilobytes);
            return run.Errors.Length > 0 ? run.Errors[(run.Errors.LastIndexOf(':') + 2)..] : run.Output;
        }
        catch (InvalidOperationException e)
        {
            Console.Write($"  {"failed",20}");
            return e.Message;
        }
    }

    private static async Task ServeAsync(string program, string data, CancellationToken cancellation)
    {
        var token = (await Processes.TimeAsync(program, ["token", "--data", data], cancellation)).Output.Trim();
        using var server =
            Process.Start(new ProcessStartInfo(program, ["serve", "--port", "0", "--data", data]) { RedirectStandardOutput = true })!;
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(cancellation) ?? "";
            var address = line.Split(' ').First(static w => w.StartsWith("http://", StringComparison.Ordinal));
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            await http.GetAsync(new Uri("/health", UriKind.Relative), cancellation);
            using var list = JsonDocument.Parse(await TimeAsync(http, "/api/v1/emails", server, cancellation));
            if (list.RootElement.GetProperty("emails").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } mail)
                await TimeAsync(http, $"/api/v1/emails/{mail.GetProperty("id").GetString()}", server, cancellation);
            else
                Console.Write($"  {"-",20}");
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task<string> TimeAsync(HttpClient http, string path, Process server, CancellationToken cancellation)
    {
        var (start, own) = (Stopwatch.GetTimestamp(), Processes.OwnSeconds(server.Id));
        var answer = await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellation);
        Print(Stopwatch.GetElapsedTime(start).TotalSeconds, Processes.OwnSeconds(server.Id) - own, Processes.Peak(server.Id));
        return answer;
    }

    private static void Print(double seconds, double own, long peak) =>
        Console.Write($"  {string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} ({own:0.0}) s {peak / 1024,4} MB"),20}");
}
