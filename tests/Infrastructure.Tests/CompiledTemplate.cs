using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using InboxMind.Testing;

namespace InboxMind.Infrastructure.Tests;

/// <summary>What the Bicep compiler makes of the template, and what it says about it.</summary>
public sealed class CompiledTemplate : IAsyncLifetime
{
    private JsonObject _template = [];

    public static string Folder { get; } = Path.Combine(Repository.Folder, "infra", "bicep");

    /// <summary>Errors and warnings of the compiler and its linter.</summary>
    public string Complaints { get; private set; } = "";

    public JsonObject Parameters => _template["parameters"]!.AsObject();

    /// <summary>The templates of all modules.</summary>
    public IEnumerable<JsonObject> Modules => Resources(_template)
        .Where(static r => (string?)r["type"] == "Microsoft.Resources/deployments")
        .Select(static r => r["properties"]!["template"]!.AsObject());

    private static string? Program { get; } = typeof(CompiledTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(static a => a.Key == "Bicep")?.Value;

    /// <summary>The resources of a type, in any module.</summary>
    public IEnumerable<JsonObject> OfType(string type) => Modules.SelectMany(Resources).Where(r => (string?)r["type"] == type);

    public static IEnumerable<JsonObject> Resources(JsonObject template) => template["resources"] switch
    {
        JsonArray array => array.Select(static r => r!.AsObject()),
        JsonObject named => named.Select(static r => r.Value!.AsObject()),
        _ => [],
    };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Program is null, "The Bicep compiler is taken from a package for Linux on x64.");
        var start = new ProcessStartInfo(Program!, ["build", Path.Combine(Folder, "main.bicep"), "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Complaints = (await errors).Trim();
        process.ExitCode.ShouldBe(0, Complaints);
        _template = JsonNode.Parse(output)!.AsObject();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
