using InboxMind.Azure.Storage;
using InboxMind.Azure.Work;
using InboxMind.Core.Work;
using InboxMind.Testing;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace InboxMind.Contracts.Azure;

public sealed class AzureWorkQueueTests(Azurite azurite) : WorkQueueContract
{
    private readonly StorageClients _clients = new(StorageSettings.OfConnection(azurite.ConnectionString));

    protected override IWorkQueue Queue => field ??= new AzureWorkQueue(_clients, TimeProvider.System);

    protected override TimeSpan Visibility => TimeSpan.FromSeconds(2);

    protected override bool IsOrdered => false;

    protected override bool IsTimeReal => true;

    protected override Task PassAsync(TimeSpan time) => RealTime.PassAsync(time);

    [Fact]
    public async Task ListPoisonedAsync_CopiesOfTheFunctionsHost_AreListedAndPutBack()
    {
        // The host copies the message as it is: Base64, and what someone put there raw.
        var name = $"host-{Guid.NewGuid():n}";
        var poison = _clients.Queues.GetQueueClient(AzureWorkQueue.PoisonName(name));
        await poison.CreateAsync(cancellationToken: Cancellation);
        await poison.SendMessageAsync(Convert.ToBase64String("{\"user\":\"local\"}"u8), Cancellation);
        await poison.SendMessageAsync("{not base64}", Cancellation);

        var listed = await Queue.ListPoisonedAsync(name, 10, Cancellation);

        listed.Select(static p => p.Body).ShouldBe(["{\"user\":\"local\"}", "{not base64}"], ignoreOrder: true);
        listed.ShouldAllBe(static p => p.DequeueCount == WorkQueues.MaxDequeueCount && p.At > DateTimeOffset.UnixEpoch);
        foreach (var item in listed)
            (await Queue.RequeuePoisonedAsync(name, item.Id, Cancellation)).ShouldBeTrue();
        (await Queue.ReceiveAsync(name, 32, Visibility, Cancellation)).Select(static i => i.Body)
            .ShouldBe(["{\"user\":\"local\"}", "{not base64}"], ignoreOrder: true);
    }

    [Fact]
    public async Task ListPoisonedAsync_MoreThanOneCallShows_ListsAllAndHidesNone()
    {
        var name = $"many-{Guid.NewGuid():n}";
        await Queue.SendAsync(AzureWorkQueue.PoisonName(name), [.. Enumerable.Range(0, 70).Select(static i => $"{i}")], Cancellation);

        (await Queue.ListPoisonedAsync(name, 1_000, Cancellation)).Select(static p => p.Body)
            .ShouldBe(Enumerable.Range(0, 70).Select(static i => $"{i}"), ignoreOrder: true);
        (await Queue.ListPoisonedAsync(name, 50, Cancellation)).Count.ShouldBe(50);
        (await Queue.ListPoisonedAsync(name, 32, Cancellation)).Count.ShouldBe(32);
        (await Queue.RequeueAllPoisonedAsync(name, Cancellation)).ShouldBe(70);
        (await Queue.CountAsync(name, Cancellation)).ShouldBe(70);
    }

    [Fact]
    public async Task SendAsync_MessageInTheQueue_IsBase64AndDoesNotExpire()
    {
        var name = $"raw-{Guid.NewGuid():n}";
        await Queue.SendAsync(name, ["grüße"], Cancellation);

        var message = (await _clients.Queues.GetQueueClient(name).PeekMessagesAsync(1, Cancellation)).Value.Single();

        message.MessageText.ShouldBe(Convert.ToBase64String("grüße"u8));
        message.ExpiresOn.ShouldNotBeNull().Year.ShouldBeGreaterThan(3000);
    }

    [Fact]
    public async Task EraseAsync_WorkSetAside_GoesForThisUserOnly()
    {
        var data = new PoisonedUserData(_clients, TimeProvider.System);
        var poison = AzureWorkQueue.PoisonName(WorkQueues.SyncMailbox);
        string Body(Core.Users.Owner owner) => new Core.Sync.Runs.SyncMailboxWork(owner.User.Value, "home").ToBody();
        await Queue.SendAsync(poison, [Body(Anna), Body(Mallory), Body(Anna), "{not json"], Cancellation);

        (await data.EraseAsync(Anna, Cancellation)).ShouldBeTrue();
        (await data.EraseAsync(Anna, Cancellation)).ShouldBeFalse();

        (await Queue.ListPoisonedAsync(WorkQueues.SyncMailbox, 10, Cancellation)).Select(static p => p.Body)
            .ShouldBe([Body(Mallory), "{not json"], ignoreOrder: true);
    }

    [Fact]
    public async Task EraseAsync_ItemOfSeveralUsers_Goes()
    {
        var data = new PoisonedUserData(_clients, TimeProvider.System);
        var body = new Core.Sync.Due.DueWork { Mailboxes = [new("someone", "home"), new("someone-else", "home")] }.ToBody();
        var others = new Core.Sync.Due.DueWork { Mailboxes = [new("no-one", "home")] }.ToBody();
        await Queue.SendAsync(AzureWorkQueue.PoisonName(WorkQueues.SyncDue), [body, others], Cancellation);

        (await data.EraseAsync(new Core.Users.Owner(new Core.Users.UserId("someone-else")), Cancellation)).ShouldBeTrue();

        (await Queue.ListPoisonedAsync(WorkQueues.SyncDue, 10, Cancellation)).Select(static p => p.Body).ShouldBe([others]);
    }

    [Fact]
    public async Task EveryCall_WrongKey_SaysSoWithoutTheAddress()
    {
        var wrong = System.Text.RegularExpressions.Regex.Replace(azurite.ConnectionString, "AccountKey=[^;]+", "AccountKey=d3Jvbmc=");
        var queue = new AzureWorkQueue(new StorageClients(StorageSettings.OfConnection(wrong)), TimeProvider.System);

        (await Should.ThrowAsync<AzureStorageException>(() => queue.SendAsync("index-mail", ["a"], Cancellation))).Message
            .ShouldBe("The storage account refuses the key or the identity that it is given.");
    }

    [Fact]
    public async Task EveryCall_NothingListens_SaysSo()
    {
        var nowhere =
            System.Text.RegularExpressions.Regex.Replace(
                azurite.ConnectionString, "QueueEndpoint=[^;]+", "QueueEndpoint=http://127.0.0.1:1/devstoreaccount1");
        var queue = new AzureWorkQueue(
            new StorageClients(StorageSettings.OfConnection(nowhere), static options => options.Retry.MaxRetries = 1), TimeProvider.System);

        (await Should.ThrowAsync<AzureStorageException>(() => queue.ReceiveAsync("index-mail", 1, Visibility, Cancellation))).Message
            .ShouldBe("The storage account cannot be reached.");
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => queue.ReceiveAsync("index-mail", 1, Visibility, stopped.Token));
    }
}

/// <summary>Each test has a server of its own: the status is about the queues that everyone shares.</summary>
public sealed class AzureWorkStatusTests : WorkStatusContract, IAsyncLifetime
{
    private readonly Azurite _azurite = new();
    private StorageClients _clients = null!;

    protected override IWorkStatus Status => field ??= new AzureWorkStatus(_clients, TimeProvider.System);

    protected override IWorkQueue Queue => field ??= new AzureWorkQueue(_clients, TimeProvider.System);

    protected override TimeSpan Wait => TimeSpan.FromSeconds(2);

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _clients = new StorageClients(StorageSettings.OfConnection(_azurite.ConnectionString));
    }

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    protected override Task PassAsync(TimeSpan time) => RealTime.PassAsync(time);
}

/// <summary>The service has a clock of its own.</summary>
internal static class RealTime
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    public static Task PassAsync(TimeSpan time) => Task.Delay(time + Margin, TimeProvider.System, TestContext.Current.CancellationToken);
}
