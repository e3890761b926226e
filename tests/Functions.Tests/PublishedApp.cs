using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using InboxMind.Testing;

namespace InboxMind.Functions.Tests;

/// <summary>The app's build, published to a folder that goes with the tests.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string this[string file] => Path.Combine(_folder.Root, file);

    public JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(this[file]))!;

    public async ValueTask InitializeAsync()
    {
        var configuration = typeof(PublishedApp).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string[] arguments = ["publish", "src/Functions", "--no-build", "--configuration", configuration, "--output", _folder.Root];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Folder,
        };
        // What a surrounding build or test run tells its children is not meant for this one.
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
