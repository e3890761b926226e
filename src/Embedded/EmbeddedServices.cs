using InboxMind.Core.Work;
using InboxMind.Embedded.Index.Shared;
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

    /// <summary>Adds indexes that several instances share, with copies on this machine, where everything else lies elsewhere. And the
    /// offline models. An <see cref="Core.Index.IIndexStorage"/> has to be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="cacheFolder">The folder of the copies; created when it is missing.</param>
    /// <param name="cacheMegabytes">How large the copies are together.</param>
    public static IServiceCollection AddInboxMindSharedIndex(
        this IServiceCollection services, string cacheFolder, int cacheMegabytes)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new DataFolder(cacheFolder));
        return services.AddSharedIndex(new SharedIndexSettings { CacheBytes = cacheMegabytes * 1024L * 1024 }).AddSharedIndexHealth();
    }
}
