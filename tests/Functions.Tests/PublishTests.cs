using InboxMind.Testing;

namespace InboxMind.Functions.Tests;

/// <summary>What <c>dotnet publish src/Functions</c> gives, of the build that these tests run in.</summary>
public sealed class PublishTests : IClassFixture<PublishedApp>
{
    private readonly PublishedApp _app;

    public PublishTests(PublishedApp app) => _app = app;

    [Fact]
    public void Publish_Metadata_ListsEveryFunction() =>
        _app.Read("functions.metadata").AsArray().Select(static function => (string)function!["name"]!)
            .ShouldBe(FunctionTests.Functions.Select(static function => function.Name), ignoreOrder: true);

    [Fact]
    public void Publish_WorkerConfig_StartsTheApp()
    {
        var worker = _app.Read("worker.config.json")["description"]!;

        ((string)worker["defaultExecutablePath"]!).ShouldBe("dotnet");
        var program = (string)worker["defaultWorkerPath"]!;
        program.ShouldBe("InboxMind.Functions.dll");
        File.Exists(_app[program]).ShouldBeTrue();
        File.Exists(_app["InboxMind.Functions.runtimeconfig.json"]).ShouldBeTrue();
    }

    [Fact]
    public void Publish_Extensions_AreThereForEachTriggerThatTheHostLacks()
    {
        var extensions = _app.Read("extensions.json")["extensions"]!.AsArray();

        extensions.Select(static extension => (string)extension!["name"]!)
            .ShouldBe(["AzureStorageQueues", "DurableTask", "Startup"], ignoreOrder: true);
        foreach (var hint in extensions.Select(static extension => (string?)extension!["hintPath"]))
            File.Exists(_app[hint.ShouldNotBeNull()]).ShouldBeTrue(hint);
    }

    [Fact]
    public void Publish_HostJson_IsTheRepositorys() =>
        File.ReadAllText(_app["host.json"]).ShouldBe(File.ReadAllText(Path.Combine(Repository.Folder, "host.json")));

    [Fact]
    public void Publish_ModelInTheBox_IsLeftOut() => Directory.Exists(_app["models"]).ShouldBeFalse();

    [Fact]
    public void Publish_LocalSettings_AreLeftOut() => File.Exists(_app["local.settings.json"]).ShouldBeFalse();
}
