using InboxMind.Testing;

namespace InboxMind.EndToEnd.Web;

/// <summary>The files of the web page in the repository are what its sources are built to.</summary>
public sealed class BuiltPageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Built_Again_IsTheSameBytes()
    {
        WebTools.Require();
        var types = await WebTools.RunAsync([], Path.Combine("node_modules", "typescript", "bin", "tsc"), "--noEmit");
        var built = await WebTools.RunAsync(
            [new("INBOXMIND_WEB_OUT", _folder["built"])], Path.Combine("node_modules", "vite", "bin", "vite.js"), "build");

        types.Code.ShouldBe(0, types.Out);
        built.Code.ShouldBe(0, built.Error);
        var kept = Path.Combine(Repository.Folder, "src", "Api", "Web", "Built");
        Read(_folder["built"]).ShouldBe(Read(kept), ignoreOrder: true, "Run npm run build in web, and commit what it makes.");
    }

    private static List<(string Name, string Content)> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file), Convert.ToHexString(File.ReadAllBytes(file))))];
}
