using System.Diagnostics;
using System.Globalization;
using InboxMind.Core;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Onnx;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Benchmarks;

/// <summary>Search and ask in process over a replicated mailbox, with the time of each part.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 3;
    private const int Limit = 10;
    private const int OneShots = 7;

    /// <param name="mail">A folder of mails.</param>
    /// <param name="messages">How many there are to be, replicated.</param>
    /// <param name="embedded">Pieces that are embedded by the model; the others get vectors like these.</param>
    /// <param name="data">A data folder to keep; null for one that is deleted at the end.</param>
    /// <param name="program">A program whose <c>search</c> is measured as well; null for none.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static async Task<int> RunAsync(
        string mail, int messages, int embedded, string? data, string? program, CancellationToken cancellation)
    {
        var own = data is null ? data = Directory.CreateTempSubdirectory("inboxmind-benchmark-data-").FullName : null;
        try
        {
            await using var shipped = new ServiceCollection().AddShippedModel(Environment.ProcessorCount).BuildServiceProvider();
            var model = shipped.GetRequiredService<EmbeddingModel>();
            using var alike = new AlikeVectors(model, embedded);
            await using var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
                .AddInboxMindCore().AddSingleton(model with { Generator = alike }).AddInboxMindEmbedded(data).BuildServiceProvider();
            await FillAsync(services, mail, messages, cancellation);
            await MeasureAsync(services, cancellation);
            if (program is not null)
                await OneShotAsync(program, data, cancellation);
            return 0;
        }
        finally
        {
            if (own is not null)
                Directory.Delete(own, recursive: true);
        }
    }

    private static async Task FillAsync(ServiceProvider services, string mail, int messages, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IMailStore>();
        if (await store.CountAsync(Owner.Local, cancellation) == 0)
            await ImportAsync(services, mail, messages, cancellation);
        await services.GetRequiredService<EmbedMail>().EmbedAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, cancellation);
        var pieces = (await services.GetRequiredService<IIndexSize>().ReadAsync(Owner.Local, cancellation)).Chunks;
        Console.WriteLine($"{await store.CountAsync(Owner.Local, cancellation)} messages, {pieces} pieces with vectors");
    }

    /// <summary>A process for each search, as on the command line.</summary>
    private static async Task OneShotAsync(string program, string data, CancellationToken cancellation)
    {
        var runs = new List<ProcessRun>();
        foreach (var text in SampleQueries.All.Take(OneShots))
            runs.Add(await Processes.TimeAsync(program, ["search", text, "--data", data, "--json"], cancellation));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one search a process: {Processes.Median(runs.ConvertAll(static r => r.Seconds)):0.00} s, of which on a processor "
                + $"{Processes.Median(runs.ConvertAll(static r => r.OwnSeconds)):0.00} s, "
                + $"peak {runs.Max(static r => r.PeakKilobytes) / 1024} MB"));
    }

    private static async Task ImportAsync(ServiceProvider services, string mail, int messages, CancellationToken cancellation)
    {
        var maildir = Mails.Replicate(mail, messages);
        try
        {
            await services.GetRequiredService<ImportMail>()
                .ImportAsync(Owner.Local, MailFiles.Open([maildir]), new ImportProgress(), cancellation);
        }
        finally
        {
            Directory.Delete(maildir, recursive: true);
        }
    }

    private static async Task MeasureAsync(ServiceProvider services, CancellationToken cancellation)
    {
        var search = services.GetRequiredService<SearchMail>();
        var index = services.GetRequiredService<IMailIndex>();
        var store = services.GetRequiredService<IMailStore>();
        var model = services.GetRequiredService<EmbeddingModel>();
        var ask = services.GetRequiredService<AskQuestion>();
        var times = new Dictionary<string, List<double>>();
        foreach (var text in Enumerable.Repeat(SampleQueries.All, Rounds).SelectMany(static q => q))
        {
            await TimeAsync("search", () => search.SearchAsync(Owner.Local, text, TimeZoneInfo.Utc, Limit, cancellation));
            var query = QueryParser.Parse(text, TimeZoneInfo.Utc, default);
            var vector =
                (await TimeAsync(
                    "  embed", () => model.Generator.GenerateAsync([model.QueryPrefix + query.Text], cancellationToken: cancellation)))[0]
                .Vector;
            await TimeAsync("  words alone", () => index.SearchAsync(Owner.Local, new IndexQuery(query, "", default, Limit), cancellation));
            var hits = await TimeAsync(
                "  words and vectors", () => index.SearchAsync(Owner.Local, new IndexQuery(query, model.Key, vector, Limit), cancellation));
            await TimeAsync("  load from store", () => store.GetAsync(Owner.Local, [.. hits.Select(static h => h.Id)], cancellation));
            await TimeAsync("ask", () =>
                ask.AskAsync(Owner.Local, new Question(text, MailFilter.None, TimeZoneInfo.Utc), null, cancellation));
        }

        foreach (var (name, values) in times)
        {
            // The first round compiles and fills caches.
            var sorted = values.Skip(values.Count / Rounds).Order().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-20} p50 {sorted[sorted.Count / 2]:0.00} ms, p95 {sorted[sorted.Count * 95 / 100]:0.00} ms, max {sorted[^1]:0.00} "
                    + $"ms"));
        }

        async Task<T> TimeAsync<T>(string name, Func<Task<T>> work)
        {
            var start = Stopwatch.GetTimestamp();
            var result = await work();
            if (!times.TryGetValue(name, out var list))
                times.Add(name, list = []);
            list.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            return result;
        }
    }
}
