using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Sync.Folders;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Sync.Status;
using InboxMind.Core.Telemetry;
using InboxMind.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Syncs mailboxes.</summary>
internal static class SyncServices
{
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        services.TryAddSingleton<StoredCredentials>();
        services.TryAddSingleton<OpenMailbox>();
        services.TryAddSingleton<MailboxPasses>();
        services.TryAddSingleton<SyncMailbox>();
        services.TryAddSingleton<WatchInbox>();
        services.TryAddSingleton<ListFolders>();
        services.TryAddSingleton<QueueWorker<SyncMailboxHandler>>();
        services.TryAddSingleton<SyncMailboxHandler>();
        services.TryAddSingleton<TakeSyncTurn>();
        services.TryAddSingleton<ISyncTurns>(static p => p.GetRequiredService<TakeSyncTurn>());
        services.TryAddSingleton<QueueDueMailboxes>();
        services.TryAddSingleton(static _ => new TurnSlots(20));
        services.TryAddSingleton<TakeDueTurns>();
        services.TryAddSingleton<DoDueWork>();
        services.TryAddSingleton<AskForSync>();
        services.TryAddSingleton<ReadSyncStatus>();
        services.AddSingleton(new CountsFromZero(MeasuredRun.ShowAtZero));
        return services;
    }
}
