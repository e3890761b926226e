using InboxMind.Core.Sync;
using InboxMind.Embedded.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>How syncs stand.</summary>
internal static class EmbeddedSyncServices
{
    public static IServiceCollection AddEmbeddedSync(this IServiceCollection services)
    {
        services.TryAddSingleton<ISyncedMail, SqliteSyncedMail>();
        services.TryAddSingleton<ISyncStateStore, SqliteSyncStateStore>();
        return services;
    }
}
