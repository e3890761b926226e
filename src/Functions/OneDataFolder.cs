using InboxMind.Azure.Storage;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions;

/// <summary>Keeps a second instance from working on the same storage account with a data folder of its own.</summary>
internal sealed partial class OneDataFolder(
    DataFolder folder, DataFolderLease lease, IHostApplicationLifetime app, TimeProvider time, ILogger<OneDataFolder> log)
    : BackgroundService
{
    internal const string Refused =
        "Another instance works on the same storage account with a data folder of its own; allow a single instance, or keep the state in "
        + "Cosmos DB by InboxMind:Cosmos:accountEndpoint.";

    /// <returns>Null; or one sentence that says why this instance must not start.</returns>
    public static async Task<string?> RefusalAsync(IServiceProvider services)
    {
        if (!services.GetServices<IHostedService>().OfType<OneDataFolder>().Any())
            return null;
        var (lease, folder) = (services.GetRequiredService<DataFolderLease>(), services.GetRequiredService<DataFolder>());
        try
        {
            return await lease.TryHoldAsync(folder.Id(), CancellationToken.None) ? null : Refused;
        }
        catch (StorageUnusableException e)
        {
            return e.Message;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(DataFolderLease.Renewal, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await lease.TryHoldAsync(folder.Id(), stoppingToken))
                    continue;
                LogRefused(Refused);
                app.StopApplication();
                return;
            }
            catch (StorageUnusableException e)
            {
                // Nothing is taken from the queues either, meanwhile.
                LogFailed(e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Refused}")]
    private partial void LogRefused(string refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of the data folder was not renewed: {Problem}")]
    private partial void LogFailed(string problem);
}
