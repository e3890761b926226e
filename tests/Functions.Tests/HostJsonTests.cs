using InboxMind.Core.Work;
using InboxMind.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Tests;

public sealed class HostJsonTests
{
    private static readonly IConfiguration Host = Read(AppContext.BaseDirectory);

    [Fact]
    public void HostJson_Output_IsTheRepositorys() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json"))
            .ShouldBe(File.ReadAllText(Path.Combine(Repository.Folder, "host.json")));

    [Fact]
    public void HostJson_Source_IsTheOnlyOne() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src"), "host.json", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .ShouldBeEmpty();

    [Fact]
    public void HostJson_RoutePrefix_IsEmpty() => Host["extensions:http:routePrefix"].ShouldBe("");

    [Fact]
    public void HostJson_Telemetry_IsOpenTelemetry() => Host["telemetryMode"].ShouldBe("OpenTelemetry");

    [Fact]
    public void HostJson_Logging_HasNoDefault() =>
        // With one, every call that the host makes to its storage is logged in two lines.
        Host["logging:logLevel:default"].ShouldBeNull();

    [Theory]
    [InlineData(nameof(Functions.Sync.SyncAllMailboxes))]
    [InlineData(nameof(Functions.Sync.ListDueMailboxes))]
    [InlineData(nameof(Functions.Sync.SyncOneMailbox))]
    [InlineData(nameof(Functions.Sync.SyncMailboxTurn))]
    [InlineData(nameof(Functions.Sync.CatchUpMailbox))]
    [InlineData("SyncDueMailboxes")]
    public void HostJson_Logging_LeavesOutTheStepsOfEveryTurn(string function) =>
        Host[$"logging:logLevel:Function.{function}"].ShouldBe("Warning");

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
        File.ReadAllText(Path.Combine(Repository.Folder, "docs", "running-on-functions.md")).ShouldContain($"| `{name}` | `{value}` |");
    }

    [Fact]
    public void HostJson_Queues_EachSettingIsTested() =>
        Host.GetSection("extensions:queues").GetChildren().Count().ShouldBe(6);

    [Theory]
    [InlineData("hubName", "InboxMind")]
    [InlineData("maxConcurrentActivityFunctions", "20")]
    [InlineData("maxConcurrentOrchestratorFunctions", "20")]
    [InlineData("extendedSessionsEnabled", "false")]
    [InlineData("storageProvider:type", "AzureStorage")]
    [InlineData("storageProvider:connectionName", "AzureWebJobsStorage")]
    [InlineData("storageProvider:workItemQueueVisibilityTimeout", "00:01:00")]
    [InlineData("storageProvider:maxQueuePollingInterval", "00:00:10")]
    [InlineData("tracing:traceInputsAndOutputs", "false")]
    [InlineData("tracing:traceReplayEvents", "false")]
    [InlineData("tracing:distributedTracingEnabled", "true")]
    [InlineData("tracing:version", "V2")]
    public void HostJson_DurableTask_HasDocumentedSetting(string name, string value)
    {
        Host[$"extensions:durableTask:{name}"].ShouldBe(value, StringCompareShould.IgnoreCase);
        File.ReadAllText(Path.Combine(Repository.Folder, "docs", "running-on-functions.md"))
            .ShouldContain($"| `{name.Replace(':', '.')}` | `{value}` |");
    }

    [Fact]
    public void HostJson_DurableTask_EachSettingIsTested() => Host.GetSection("extensions:durableTask").AsEnumerable()
        .Count(static setting => setting.Value is not null).ShouldBe(12);

    [Fact]
    public void HostJson_InstanceThatDies_IsMadeUpForInTwoMinutes()
    {
        var took = Core.Privacy.ResumeErasures.MinimumAge;
        var timer = TimeSpan.FromMinutes(1);

        // Either the timer's lock goes over to another instance, or the step that was under way does.
        var locks = Host.GetValue<TimeSpan>("singleton:listenerLockPeriod")
            + Host.GetValue<TimeSpan>("singleton:listenerLockRecoveryPollingInterval");
        var step = Host.GetValue<TimeSpan>("extensions:durableTask:storageProvider:workItemQueueVisibilityTimeout")
            + Host.GetValue<TimeSpan>("extensions:durableTask:storageProvider:maxQueuePollingInterval");

        (took > locks ? took : locks).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2) - timer);
        step.ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void HostJson_FunctionTimeout_LeavesTimeForATurnAndAPurge()
    {
        var timeout = Host.GetValue<TimeSpan>("functionTimeout");

        // A turn ends with the batch it is at, which may be large and slow.
        timeout.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(480) + TimeSpan.FromMinutes(2));
        timeout.ShouldBeGreaterThan(Functions.Upkeep.PurgeHistory.Budget);
        (3 * (timeout + TimeSpan.FromMinutes(5)))
            .ShouldBeLessThan(Functions.Sync.ScheduleSync.Patience, "no turn that still runs is given up");
        timeout.ShouldBeGreaterThan(Functions.Privacy.EraseAccountStep.Budget + TimeSpan.FromMinutes(1));
        timeout.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(10), "more is not to be had on every plan");
    }

    [Fact]
    public void HostJson_Queues_AreThoseOfTheCore() => typeof(HttpPipeline).Assembly.GetExportedTypes()
        .SelectMany(static type => type.GetMethods()).SelectMany(static method => method.GetParameters())
        .Select(static parameter => parameter.GetCustomAttributes(typeof(QueueTriggerAttribute), false).OfType<QueueTriggerAttribute>()
            .FirstOrDefault())
        .OfType<QueueTriggerAttribute>().Select(static trigger => (trigger.QueueName, trigger.Connection))
        .ShouldBe(WorkQueues.All.Select(static queue => (queue, (string?)null)), ignoreOrder: true);

    [Fact]
    public void HostJson_MaxDequeueCount_IsTheCores() =>
        Host.GetValue<int>("extensions:queues:maxDequeueCount").ShouldBe(WorkQueues.MaxDequeueCount);

    private static IConfiguration Read(string folder) =>
        new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("host.json").Build();
}
