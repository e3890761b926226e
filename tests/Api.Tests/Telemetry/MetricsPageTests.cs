using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using InboxMind.Testing;

namespace InboxMind.Api.Tests.Telemetry;

public sealed partial class MetricsPageTests
{
    /// <summary>Its label is the name of a model, and its alert looks at a day.</summary>
    private static readonly string[] ByModel = ["inboxmind_model_cost_total"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_WithTheToken_AreThoseOfTheApp()
    {
        await using var api = await WatchedApi.StartAsync();
        using var asked = await api.Client.PostAsJsonAsync("/api/v1/rag/query", new { query = "What is there?" }, Cancellation);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var answer = await api.ScrapeAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        text.ShouldContain("rag_queries_total{");
        text.ShouldContain("rag_query_duration_seconds_bucket{");
        text.ShouldContain("rag_stage_duration_seconds_count{");
        text.ShouldContain("http_route=\"/api/v1/rag/query\"");
    }

    [Fact]
    public async Task Metrics_BeforeAnythingHappened_HaveTheCountsOfAlertsAtZero()
    {
        using var measured = new Measurements();
        await using var api = await WatchedApi.StartAsync();

        var shown = measured.All.Where(static m => m.Value == 0).ToList();

        using var answer = await api.ScrapeAsync();
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        var rules = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "infra", "prometheus", "alerts.yml"), Cancellation);
        var compared = Count().Matches(rules).Select(static m => m.Value).Except(ByModel).Distinct().ToList();
        compared.Count.ShouldBe(6);
        foreach (var name in compared)
        {
            shown.ShouldContain(m => m.Instrument.Replace('.', '_') + "_total" == name, name);
            page.ShouldContain(name);
        }

        foreach (var outcome in (string[])["answered", "not_found", "repeated", "failed", "refused"])
            shown.ShouldContain(m => m.Instrument == "rag.queries" && m.Labels.Contains($"outcome={outcome}"));
        shown.Count(static m => m.Instrument == "inboxmind.sync.failures").ShouldBe(15, "three providers, five troubles");
        shown.Count(static m => m.Instrument == "inboxmind.sync.runs").ShouldBe(21, "three providers, seven results");
        shown.Count(static m => m.Instrument == "inboxmind.token.refresh.failures").ShouldBe(4, "two providers, two outcomes");
        shown.Where(static m => m.Instrument == "inboxmind.requests.limited").SelectMany(static m => m.Labels)
            .ShouldBe(["asked_for=questions", "asked_for=assistant", "asked_for=sign-in", "asked_for=other"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-token-of-at-least-thirty-two-character")]
    [InlineData("a-token-of-at-least-thirty-two-charactersx")]
    public async Task Metrics_WithoutTheToken_AreRefused(string? token)
    {
        await using var api = await WatchedApi.StartAsync();

        using var answer = await api.ScrapeAsync(token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("rag_");
    }

    [Fact]
    public async Task Metrics_WithAUsersToken_AreRefused()
    {
        await using var api = await WatchedApi.StartAsync();

        using var answer = await api.Client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Metrics_NotTurnedOn_AreNotThere()
    {
        await using var api = await WatchedApi.StartAsync(metricsToken: null);

        using var answer = await api.ScrapeAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A count of ours, as Prometheus has it.</summary>
    [GeneratedRegex("(?:rag|inboxmind)_[a-z_]+_total")]
    private static partial Regex Count();
}
