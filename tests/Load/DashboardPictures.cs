using System.Text.RegularExpressions;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>A Prometheus that reads the server, and what the panels of the dashboards show of it.</summary>
internal sealed partial class DashboardPictures : IAsyncDisposable
{
    private const int Points = 120;
    private const int MaxLines = 8;

    private readonly Prometheus _prometheus;
    private readonly string _folder;

    private DashboardPictures(Prometheus prometheus, string folder) => (_prometheus, _folder) = (prometheus, folder);

    public static async Task<DashboardPictures> StartAsync(Stage stage)
    {
        var folder = Directory.CreateTempSubdirectory("inboxmind-prometheus-").FullName;
        return new DashboardPictures(
            await Prometheus.StartAsync(folder, $"localhost:{stage.Traffic.Address.Port}", Traffic.MetricsToken, rules: null, every: 5),
            folder);
    }

    /// <summary>Writes a picture of each dashboard.</summary>
    public async Task DrawAsync(string folder, TimeSpan length)
    {
        foreach (var dashboard in Dashboards.Queries().GroupBy(static q => q.Dashboard))
        {
            var charts = new List<string>();
            foreach (var panel in dashboard.GroupBy(static q => q.Panel))
            {
                var lines = new List<ChartLine>();
                foreach (var query in panel)
                {
                    lines.AddRange((await _prometheus.RangeAsync(query.Over("1m"), length, Points)).Select(s => new ChartLine(
                        Name().Replace(query.Legend, m => s.Labels.GetValueOrDefault(m.Groups[1].Value, "")),
                        [.. s.Points.Where(static p => double.IsFinite(p.Value)).Select(static p => (p.Seconds / 60, p.Value))])));
                }

                charts.Add(Chart.Draw(panel.Key, "minutes", [.. lines.Take(MaxLines)]));
            }

            var name = dashboard.Key.Replace("InboxMind: ", "", StringComparison.Ordinal).Replace(' ', '-');
            await File.WriteAllTextAsync(Path.Combine(folder, $"dashboard-{name}.svg"), Chart.Sheet(charts));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _prometheus.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"\{\{ *(\w+) *\}\}")]
    private static partial Regex Name();
}
