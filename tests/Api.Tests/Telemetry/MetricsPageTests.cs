using System.Net;
using System.Net.Http.Json;

namespace InboxMind.Api.Tests.Telemetry;

public sealed class MetricsPageTests
{
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
}
