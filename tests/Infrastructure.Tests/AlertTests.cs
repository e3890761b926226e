using System.Text.RegularExpressions;
using InboxMind.Testing;

namespace InboxMind.Infrastructure.Tests;

/// <summary>Alerts and dashboards ask for metrics that there are.</summary>
public sealed partial class AlertTests
{
    private static readonly string Folder = Path.Combine(Repository.Folder, "infra", "prometheus");

    /// <summary>Metrics of .NET and of Prometheus itself.</summary>
    private static readonly string[] Known =
    [
        "up", "http_server_request_duration_seconds", "dotnet_process_memory_working_set_bytes", "dotnet_process_cpu_time_seconds",
        "dotnet_gc_last_collection_heap_size_bytes", "dotnet_gc_pause_time_seconds", "dotnet_thread_pool_thread_count_total",
        "dotnet_thread_pool_queue_length",
    ];

    [Fact]
    public async Task Rules_CheckedByPromtool_AreGood()
    {
        Prometheus.Require();

        (await Prometheus.ToolAsync(Folder, "check", "rules", "alerts.yml")).ShouldSucceed();
    }

    [Fact]
    public async Task Rules_TestedByPromtool_FireAndStayQuiet()
    {
        Prometheus.Require();

        (await Prometheus.ToolAsync(Folder, "test", "rules", "alerts.test.yml")).ShouldSucceed();
    }

    [Fact]
    public void Alerts_EachOne_IsTestedToFireAndToStayQuietAndHasItsPage()
    {
        var alerts = Alert().Matches(Read("alerts.yml")).Select(static m => (Name: m.Groups[1].Value, Page: m.Groups[2].Value)).ToList();
        var tests = Read("alerts.test.yml");
        var index = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "runbooks", "README.md"));

        alerts.Count.ShouldBe(Read("alerts.yml").Split("- alert: ").Length - 1, "each has a runbook");
        foreach (var (name, page) in alerts)
        {
            Regex.IsMatch(tests, $@"alertname: {name}, exp_alerts: \[\]").ShouldBeTrue($"{name} is not tested to stay quiet");
            Regex.IsMatch(tests, $@"alertname: {name}\s+exp_alerts:\s+- exp_labels").ShouldBeTrue($"{name} is not tested to fire");
            File.Exists(Path.Combine(Repository.Folder, page)).ShouldBeTrue(page);
            index.ShouldContain($"| `{name}` |");
        }
    }

    [Fact]
    public void Queries_OfAlertsAndDashboards_AskForMetricsThatThereAre()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "metrics.md"));
        var names = Row().Matches(page).Select(static m => m.Groups[1].Value.Replace('.', '_'))
            .Concat(Known.Select(static n => Ending().Replace(n, ""))).ToHashSet();

        var asked = Metric().Matches(Read("alerts.yml"))
            .Concat(Dashboards.Queries().SelectMany(static q => Metric().Matches(q.Query))).Select(static m => m.Value).Distinct().ToList();

        asked.Count.ShouldBeGreaterThan(30);
        asked.Where(name => !names.Contains(Ending().Replace(name, "")) && !names.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Dashboards_Panels_AreNamedAndTheirsAlone()
    {
        var queries = Dashboards.Queries();

        queries.Select(static q => q.Dashboard).Distinct().Count().ShouldBe(5);
        queries.ShouldAllBe(static q => q.Panel.Length > 0 && q.Legend.Length > 0);
        queries.Select(static q => (q.Dashboard, q.Query)).ShouldBeUnique();
    }

    [Fact]
    public void Alerts_OfAzure_AskForMetricsThatThereAreAndHaveTheirPages()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "metrics.md"));
        var names = Row().Matches(page).Select(static m => m.Groups[1].Value).ToHashSet();
        var alerts = File.ReadAllText(Path.Combine(Repository.Folder, "infra", "bicep", "modules", "alerts.bicep"));

        var asked = Quoted().Matches(alerts).Select(static m => m.Groups[1].Value).Distinct().ToList();
        var pages = Page().Matches(alerts).Select(static m => m.Groups[1].Value).ToList();

        asked.Count.ShouldBeGreaterThan(7);
        asked.Except(names).ShouldBeEmpty();
        pages.Count.ShouldBe(11);
        pages.Where(static p => !File.Exists(Path.Combine(Repository.Folder, "docs", "runbooks", $"{p}.md"))).ShouldBeEmpty();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    [GeneratedRegex(@"- alert: (\w+)\n(?:(?!- alert:)[\s\S])*?runbook: (\S+)")]
    private static partial Regex Alert();

    /// <summary>A name of ours or of .NET, as Prometheus has it; not one of a recorded rule.</summary>
    [GeneratedRegex(@"\b(?:rag|inboxmind|http_server|dotnet)_[a-z_]+\b")]
    private static partial Regex Metric();

    /// <summary>What Prometheus adds to a name.</summary>
    [GeneratedRegex("(?:_seconds|_bytes)?(?:_total|_bucket|_sum|_count)?$")]
    private static partial Regex Ending();

    /// <summary>A name of ours, as the code has it.</summary>
    [GeneratedRegex("\"((?:rag|inboxmind)\\.[a-z_.]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("page: '([a-z-]+)'")]
    private static partial Regex Page();

    [GeneratedRegex(@"^\| `([a-z_.]+)` \| (?:counter|histogram|gauge) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
