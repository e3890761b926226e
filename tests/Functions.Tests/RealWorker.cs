using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace InboxMind.Functions.Tests;

/// <summary>The assemblies that <c>FunctionsWorker=nuget</c> compiles against, loaded apart from this project's own.</summary>
internal sealed class RealWorker : AssemblyLoadContext
{
    private static readonly string[] Prefixes = ["Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask", "DurableTask.Core"];

    private readonly Dictionary<string, string> paths;

    private RealWorker(Dictionary<string, string> paths)
        : base(nameof(RealWorker)) => this.paths = paths;

    /// <summary>Restores the packages.</summary>
    /// <returns>Null, with the reason, where the package feed lacks some.</returns>
    public static async Task<(RealWorker? Worker, string Reason)> RestoreAsync(string folder, CancellationToken cancellation)
    {
        var (exitCode, output) = await DotNet.RunAsync(
            cancellation, "restore", "src/Functions", "-p:FunctionsWorker=nuget", "-p:NuGetAudit=false", "--artifacts-path", folder);
        if (exitCode != 0)
        {
            var error = output.Split('\n').FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal))?.Trim();
            return (null, $"The worker's packages can't be restored: {error}");
        }

        var assets = Path.Combine(folder, "obj", "InboxMind.Functions.nuget", "project.assets.json");
        return (new RealWorker(RuntimeAssemblies(await File.ReadAllBytesAsync(assets, cancellation))), "");
    }

    public Type? Find(string fullName) =>
        paths.Where(static path => Prefixes.Any(prefix => path.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(path => LoadFromAssemblyPath(path.Value).GetType(fullName))
            .FirstOrDefault(type => type is { IsVisible: true });

    protected override Assembly? Load(AssemblyName assemblyName) =>
        paths.TryGetValue(assemblyName.Name!, out var path) ? LoadFromAssemblyPath(path) : null;

    private static Dictionary<string, string> RuntimeAssemblies(byte[] assets)
    {
        using var document = JsonDocument.Parse(assets);
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var libraries = document.RootElement.GetProperty("libraries");
        var paths =
            from library in document.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject()
            where library.Value.GetProperty("type").GetString() == "package" && library.Value.TryGetProperty("runtime", out _)
            from file in library.Value.GetProperty("runtime").EnumerateObject()
            where file.Name.EndsWith(".dll", StringComparison.Ordinal)
            let path = Path.Combine(libraries.GetProperty(library.Name).GetProperty("path").GetString()!, file.Name)
            select folders.Select(folder => Path.Combine(folder, path)).First(File.Exists);
        return paths.ToDictionary(path => Path.GetFileNameWithoutExtension(path)!);
    }
}
