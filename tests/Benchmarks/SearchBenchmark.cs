using System.Diagnostics;
using System.Globalization;
using InboxMind.Core;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
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

    public static async Task<int> RunAsync(string mail, int messages, string? data, CancellationToken cancellation)
    {
        var own = data is null ? data = Directory.CreateTempSubdirectory("inboxmind-benchmark-data-").FullName : null;
        try
        {
            await using var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
                .AddInboxMindCore().AddShippedModel(Environment.ProcessorCount).AddInboxMindEmbedded(data).BuildServiceProvider();
            var store = services.GetRequiredService<IMailStore>();
            if (await store.CountAsync(Owner.Local, cancellation) == 0)
                await ImportAsync(services, mail, messages, cancellation);
            Console.WriteLine($"{await store.CountAsync(Owner.Local, cancellation)} messages");
            await MeasureAsync(services, cancellation);
            return 0;
        }
        finally
        {
            if (own is not null)
                Directory.Delete(own, recursive: true);
        }
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
        var model = (await services.GetRequiredService<IEmbeddingModels>().GetActiveAsync(Owner.Local, cancellation))!;
        var ask = services.GetRequiredService<AskQuestion>();
        var times = new Dictionary<string, List<double>>();
        foreach (var text in Enumerable.Repeat(SampleQueries.All, Rounds).SelectMany(static q => q))
        {
            await TimeAsync("search", () => search.SearchAsync(Owner.Local, text, TimeZoneInfo.Utc, Limit, cancellation));
            var query = QueryParser.Parse(text, TimeZoneInfo.Utc, default);
            var vector =
                (await TimeAsync("  embed", () => model.Generator.GenerateAsync([query.Text], cancellationToken: cancellation)))[0].Vector;
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
