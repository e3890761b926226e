using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using InboxMind.Testing;

namespace InboxMind.Infrastructure.Tests;

/// <summary>The packages that are part of the product, with their licences: only such as ask for no more than to be named.</summary>
public sealed class LicenceTests
{
    /// <summary>MPL-1.1 wants changes to its own files published; they are not changed.</summary>
    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "0BSD", "MPL-1.1"];

    /// <summary>Packages that name no licence but bring a text or a link, as it was read.</summary>
    private static readonly Dictionary<string, string> Read = new()
    {
        ["Apache.Arrow"] = "Apache-2.0",
        ["Microsoft.ML.OnnxRuntime"] = "MIT",
        ["Microsoft.ML.OnnxRuntime.Managed"] = "MIT",
        ["System.Security.Cryptography.ProtectedData"] = "MIT",

        // Names only, for System.Reactive, which is MIT; the link in it is of years ago.
        ["System.Reactive.Compatibility"] = "MIT",
    };

    private static string Page => Path.Combine(Repository.Folder, "docs", "licences.md");

    [Fact]
    public void Licence_OfEachPackage_IsPermissive() =>
        Packages().Where(static p => !Permissive.Contains(p.Licence)).ShouldBeEmpty();

    /// <summary><c>INBOXMIND_WRITE=1</c> writes the page.</summary>
    [Fact]
    public void LicencesPage_ItsTable_IsWhatTheProjectsUse()
    {
        var table = new StringBuilder("| Package | Version | Licence |\n|---|---|---|\n");
        foreach (var (name, version, licence) in Packages())
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {version} | {licence} |\n");
        var page = File.ReadAllText(Page);
        var head = page[..page.IndexOf("| Package |", StringComparison.Ordinal)];
        if (Environment.GetEnvironmentVariable("INBOXMIND_WRITE") == "1")
            File.WriteAllText(Page, head + table);

        File.ReadAllText(Page).ShouldBe(head + table);
    }

    private static List<(string Name, string Version, string Licence)> Packages()
    {
        var found = new SortedDictionary<string, (string, string, string)>(StringComparer.Ordinal);
        foreach (var project in Directory.GetDirectories(Path.Combine(Repository.Folder, "src")))
        {
            var assets = Path.Combine(project, "obj", "project.assets.json");
            if (!File.Exists(assets))
                Assert.Skip($"{Path.GetFileName(project)} was not restored: build the solution first.");
            using var json = JsonDocument.Parse(File.ReadAllText(assets));
            List<string> folders = [.. json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(static f => f.Name)];
            foreach (var library in json.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(static l => l.Value.GetProperty("type").GetString() == "package"))
            {
                string[] parts = library.Name.Split('/');
                var path = library.Value.GetProperty("path").GetString()!;
                found[library.Name] = (parts[0], parts[1], Licence(parts[0], [.. folders.Select(f => Path.Combine(f, path))]));
            }
        }

        return [.. found.Values];
    }

    private static string Licence(string name, string[] folders)
    {
        if (Read.TryGetValue(name, out var read))
            return read;
        var file = folders.Where(Directory.Exists).SelectMany(static f => Directory.GetFiles(f, "*.nuspec")).First();
        return XDocument.Load(file).Descendants().FirstOrDefault(static e => e.Name.LocalName == "license"
            && (string?)e.Attribute("type") == "expression")?.Value ?? "not said";
    }
}
