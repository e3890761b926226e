using InboxMind.Azure;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions.Tests;

public sealed class StorageSettingTests
{
    [Fact]
    public void Add_WrongStorage_SaysWhichSetting() => Add("secret").Problem.ShouldBe(
        "AzureWebJobsStorage must be the connection string of a storage account with queues and blobs, or UseDevelopmentStorage=true.");

    [Fact]
    public void Add_StorageOfTheTriggers_TakesQueueAndRawMailThere()
    {
        var (problem, services) = Add("UseDevelopmentStorage=true");

        problem.ShouldBeNull();
        foreach (var port in (Type[])[typeof(IWorkQueue), typeof(IWorkStatus), typeof(IRawMailStore)])
            services.Last(s => s.ServiceType == port).ImplementationType!.Assembly.ShouldBe(typeof(AzureServices).Assembly);
    }

    private static (string? Problem, ServiceCollection Services) Add(string storage)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("InboxMind:Data", Path.GetFullPath("data")), new("AzureWebJobsStorage", storage)]).Build();
        return (HostServices.Add(services, configuration), services);
    }
}
