using InboxMind.Core.Work;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Tests;

public sealed class HostJsonTests
{
    private static readonly IConfiguration Host = Read(AppContext.BaseDirectory);

    [Fact]
    public void HostJson_Output_IsTheRepositorys() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json"))
            .ShouldBe(File.ReadAllText(Path.Combine(Repository.Root, "host.json")));

    [Fact]
    public void HostJson_Source_IsTheOnlyOne() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "host.json", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .ShouldBeEmpty();

    [Fact]
    public void HostJson_RoutePrefix_IsEmpty() => Host["extensions:http:routePrefix"].ShouldBe("");

    [Fact]
    public void HostJson_Telemetry_IsOpenTelemetry() => Host["telemetryMode"].ShouldBe("OpenTelemetry");

    [Theory]
    [InlineData("batchSize", "4")]
    [InlineData("newBatchThreshold", "2")]
    [InlineData("maxPollingInterval", "00:00:02")]
    [InlineData("visibilityTimeout", "00:00:30")]
    [InlineData("maxDequeueCount", "5")]
    [InlineData("messageEncoding", "base64")]
    public void HostJson_Queues_HasDocumentedSetting(string name, string value)
    {
        Host[$"extensions:queues:{name}"].ShouldBe(value);
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "running-on-functions.md")).ShouldContain($"| `{name}` | `{value}` |");
    }

    [Fact]
    public void HostJson_Queues_EachSettingIsTested() =>
        Host.GetSection("extensions:queues").GetChildren().Count().ShouldBe(6);

    [Fact]
    public void HostJson_MaxDequeueCount_IsTheCores() =>
        Host.GetValue<int>("extensions:queues:maxDequeueCount").ShouldBe(WorkQueues.MaxDequeueCount);

    private static IConfiguration Read(string folder) =>
        new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("host.json").Build();
}
