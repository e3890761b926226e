using System.Text.RegularExpressions;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Telemetry;

/// <summary>The rules of <c>infra/prometheus/alerts.yml</c>, of which seconds are made of minutes: what they look for stays, how long they
/// wait and how far they look back is cut short.</summary>
internal static partial class ShortRules
{
    /// <summary>Writes them into a folder.</summary>
    /// <returns>The file's path.</returns>
    public static string Write(string folder)
    {
        var rules = File.ReadAllText(Path.Combine(Repository.Folder, "infra", "prometheus", "alerts.yml"));
        rules = Wait().Replace(rules, "for: 1s");
        rules = Window().Replace(rules, "[1m]");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "short.yml");
        File.WriteAllText(file, rules);
        return file;
    }

    [GeneratedRegex(@"for: \d+[mh]")]
    private static partial Regex Wait();

    /// <summary>That of a day stays.</summary>
    [GeneratedRegex(@"\[\d+[mh]\]")]
    private static partial Regex Window();
}
