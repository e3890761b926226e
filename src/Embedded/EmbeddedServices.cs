using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;
using InboxMind.Embedded.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>The ports on one machine: one data folder, no server, no download.</summary>
public static class EmbeddedServices
{
    /// <summary>Adds the embedded adapters where no other adapter was added before.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="dataFolder">The folder that holds everything; created when it is missing. Unusable, the first use throws
    /// <see cref="DataFolderException"/>.</param>
    public static IServiceCollection AddInboxMindEmbedded(this IServiceCollection services, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new DataFolder(dataFolder));
        services.TryAddSingleton<MainDatabase>();
        services.TryAddSingleton<IWorkQueue, SqliteWorkQueue>();
        services.TryAddSingleton<IWorkStatus, SqliteWorkStatus>();
        return services.AddEmbeddedMail().AddEmbeddedSync().AddEmbeddedAccounts().AddEmbeddedIndex()
            .AddEmbeddedAnswers().AddEmbeddedAdmin().AddEmbeddedHealth();
    }

    /// <summary>Adds what is only kept to be faster, where everything else lies elsewhere: indexes, which are made again when they are
    /// lost. And the offline models.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="cacheFolder">The folder that holds them; created when it is missing.</param>
    public static IServiceCollection AddInboxMindEmbeddedIndex(this IServiceCollection services, string cacheFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new DataFolder(cacheFolder));
        return services.AddEmbeddedIndex().AddEmbeddedCacheHealth();
    }
}
