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

    protected override Task PassAsync(TimeSpan time) => RealTime.PassAsync(time);
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
