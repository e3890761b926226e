using System.Xml.Linq;
using InboxMind.Testing;

namespace InboxMind.Architecture.Tests;

/// <summary>Dependencies point one way: Functions, Server -> Api -> Mcp -> Core &lt;- Embedded, Azure, Documents,
/// Onnx, Providers.</summary>
public sealed class ProjectTests
{
    private static readonly string[] Adapters = ["Embedded", "Azure", "Documents", "Onnx", "Providers"];
    /// <summary>Makes the model that Onnx ships; nothing of it is in the app.</summary>
    private const string BuildTool = "QuantizeModel";

    private static readonly string[] Hosts = ["Functions", "Server"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Embedded"] = ["Core"],
        ["Azure"] = ["Core"],
        ["Documents"] = ["Core"],
        ["Onnx"] = ["Core", BuildTool],
        ["Providers"] = ["Core"],
        ["Mcp"] = ["Core"],
        ["Api"] = ["Core", "Mcp"],
        ["Server"] = ["Api", "Core", "Mcp", .. Adapters],
        ["Functions"] = ["Api", "Core", .. Adapters],
    };

    public static TheoryData<string> Projects() => [.. ProjectFiles().Select(static f => Name(f))];

    [Fact]
    public void Core_References_AreTheSystemTheExtensionsAndMailParsersOnly()
    {
        var references = typeof(MailMessage).Assembly.GetReferencedAssemblies().Select(static a => a.Name!).ToList();

        references.ShouldContain("MimeKit");
        references.Where(static name => !IsAllowedInCore(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Core_Packages_AreTheExtensionsAndMailParsersOnly()
    {
        var core = XDocument.Load(ProjectFiles().Single(static f => Name(f) == "Core"));

        core.Descendants("PackageReference").Select(static r => r.Attribute("Include")!.Value).Where(static name => !IsAllowedInCore(name))
            .ShouldBeEmpty();
        core.Descendants("FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_PointTheAllowedWay(string project)
    {
        Allowed.ShouldContainKey(project, "A new project needs its place in the design.");
        References(project).Except(Allowed[project]).ShouldBeEmpty();
    }

    [Fact]
    public void Projects_ThatReferenceAdapters_AreTheHosts() =>
        ProjectFiles().Select(Name).Where(static p => References(p).Intersect(Adapters).Any()).Except(Hosts).ShouldBeEmpty();

    [Fact]
    public void Api_References_Core() => References("Api").ShouldContain("Core");

    private static bool IsAllowedInCore(string name) => name is "MimeKit" or "UTF.Unknown" or "UtfUnknown" or "netstandard"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            && !name.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal)
            && !name.StartsWith("Microsoft.Extensions.Azure", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(ProjectFiles().Single(f => Name(f) == project)).Descendants("ProjectReference")
            .Select(static r => Name(r.Attribute("Include")!.Value));

    private static IEnumerable<string> ProjectFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static f => !f.Split('/', '\\').Any(static part => part is "obj" or "bin"));

    /// <summary>Core of <c>../Core/InboxMind.Core.csproj</c>.</summary>
    private static string Name(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
        return name.StartsWith("InboxMind.", StringComparison.Ordinal) ? name["InboxMind.".Length..] : name;
    }
}
