using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Durable.Tests.Engine;

public sealed class AppTasksTests
{
    [Fact]
    public void Add_EveryOrchestratorAndActivityOfTheApp_IsThere()
    {
        var tasks = new DurableTaskRegistry();
        using var services = new ServiceCollection().BuildServiceProvider();

        AppTasks.Add(tasks, services);

        tasks.GetOrchestrators().Select(static o => o.Key.Name)
            .ShouldBe(AppTasks.Functions<OrchestrationTriggerAttribute>(), ignoreOrder: true);
        tasks.GetActivities().Select(static a => a.Key.Name).ShouldBe(AppTasks.Functions<ActivityTriggerAttribute>(), ignoreOrder: true);
    }
}
