using System.Text.Json.Nodes;

namespace InboxMind.Testing;

/// <summary>The dashboards of <c>infra/grafana</c>.</summary>
public static class Dashboards
{
    /// <summary>Every query of every panel.</summary>
    public static IReadOnlyList<PanelQuery> Queries() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Folder, "infra", "grafana", "dashboards"), "*.json")
            .Order(StringComparer.Ordinal).SelectMany(static file =>
            {
                var dashboard = JsonNode.Parse(File.ReadAllText(file))!;
                return dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray().Select(target => new PanelQuery(
                    (string)dashboard["title"]!, (string)panel["title"]!, (string)target!["expr"]!, (string)target["legendFormat"]!)));
            }),
    ];
}

/// <summary>A query of a panel.</summary>
/// <param name="Dashboard">The dashboard's title.</param>
/// <param name="Panel">The panel's title.</param>
/// <param name="Query">As Grafana has it, with its variables.</param>
/// <param name="Legend">How its series are named.</param>
public sealed record PanelQuery(string Dashboard, string Panel, string Query, string Legend)
{
    /// <summary>As Prometheus takes it, over a time.</summary>
    public string Over(string time) => Query.Replace("$__rate_interval", time, StringComparison.Ordinal);
}
