using System.Text.Json;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Tests.Commands;

public sealed class WorkCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Work_NothingSetAside_SaysSo()
    {
        await Cli.MakeAsync(_folder, Data);
        (await Cli.RunAsync("work", "--data", Data)).ShouldSucceed().Out.ShouldBe("No work was set aside.\n");
        (await Cli.RunAsync("work", "--json", "--data", Data)).ShouldSucceed().Out.ShouldBe("{\"items\":[]}\n");
        (await Cli.RunAsync("work", "--again", "all", "--json", "--data", Data)).ShouldSucceed().Out.ShouldBe("{\"queued\":0}\n");
    }

    [Fact]
    public async Task Work_SetAside_IsListedByQueueAndPutBack()
    {
        await PoisonAsync(WorkQueues.IndexMail, "one");
        await PoisonAsync(WorkQueues.SyncMailbox, "two");
        await PoisonAsync(WorkQueues.SyncMailbox, "three");

        var items = await ItemsAsync();

        items.Select(static i => (i.GetProperty("queue").GetString(), i.GetProperty("body").GetString())).ShouldBe(
            [(WorkQueues.IndexMail, "one"), (WorkQueues.SyncMailbox, "two"), (WorkQueues.SyncMailbox, "three")]);
        (await Cli.RunAsync("work", "--data", Data)).ShouldSucceed().Out.Split('\n').Length.ShouldBe(4);

        var two = items[1].GetProperty("id").GetString()!;
        (await Cli.RunAsync("work", "--again", two, "--data", Data)).ShouldSucceed().Out.ShouldStartWith("1 put back.");
        (await ItemsAsync()).Count.ShouldBe(2);
        (await Cli.RunAsync("work", "--again", "all", "--data", Data)).ShouldSucceed().Out.ShouldStartWith("2 put back.");
        (await ItemsAsync()).ShouldBeEmpty();
        (await CountAsync(WorkQueues.IndexMail), await CountAsync(WorkQueues.SyncMailbox)).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Work_UnknownItem_Fails()
    {
        await Cli.MakeAsync(_folder, Data);

        (await Cli.RunAsync("work", "--again", "nothing", "--data", Data))
            .ShouldFail(1, "There is no such item; inboxmind work lists them.");
    }

    private async Task<List<JsonElement>> ItemsAsync()
    {
        var output = (await Cli.RunAsync("work", "--json", "--data", Data)).ShouldSucceed().Out;
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.Clone().GetProperty("items").EnumerateArray()];
    }

    private async Task PoisonAsync(string queue, string body)
    {
        await using var services = Open();
        var work = services.GetRequiredService<IWorkQueue>();
        await work.SendAsync(queue, [body], Cancellation);
        for (var i = 0; i < WorkQueues.MaxDequeueCount; i++)
            await work.ReleaseAsync(queue, (await work.ReceiveAsync(queue, 1, TimeSpan.FromMinutes(1), Cancellation))
                .Single(), TimeSpan.Zero, Cancellation);
        (await work.ReceiveAsync(queue, 1, TimeSpan.FromMinutes(1), Cancellation)).ShouldBeEmpty();
    }

    private async Task<long> CountAsync(string queue)
    {
        await using var services = Open();
        return await services.GetRequiredService<IWorkQueue>().CountAsync(queue, Cancellation);
    }

    private ServiceProvider Open() => new ServiceCollection().AddInboxMindEmbedded(Data).BuildServiceProvider();
}
