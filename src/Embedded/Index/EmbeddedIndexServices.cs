using InboxMind.Core.Answers;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Index.Shared;
using InboxMind.Embedded.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>The index of words and vectors, and the offline answerer.</summary>
internal static class EmbeddedIndexServices
{
    public static IServiceCollection AddEmbeddedIndex(this IServiceCollection services)
    {
        services.TryAddSingleton<IndexFiles>();
        services.TryAddSingleton<IIndexFiles>(static s => s.GetRequiredService<IndexFiles>());
        services.TryAddSingleton<SqliteMailIndex>();
        services.TryAddSingleton<IMailIndex>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IVectorCache>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IAttachmentIndex>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IIndexSize>(static s => s.GetRequiredService<IndexFiles>());
        services.TryAddSingleton<IChatModels, OfflineChatModels>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, IndexFiles>(static s => s.GetRequiredService<IndexFiles>()));
        return services;
    }

    /// <summary>The index in a storage that several instances share, by <see cref="IIndexStorage"/>.</summary>
    public static IServiceCollection AddSharedIndex(this IServiceCollection services, SharedIndexSettings settings)
    {
        services.TryAddSingleton(settings);
        services.TryAddSingleton<SharedIndexFolder>();
        services.TryAddSingleton<SharedIndexes>();
        services.TryAddSingleton<SharedMailIndex>();
        services.TryAddSingleton<IMailIndex>(static s => s.GetRequiredService<SharedMailIndex>());
        services.TryAddSingleton<IVectorCache>(static s => s.GetRequiredService<SharedMailIndex>());
        services.TryAddSingleton<IAttachmentIndex>(static s => s.GetRequiredService<SharedMailIndex>());
        services.TryAddSingleton<IIndexSize>(static s => s.GetRequiredService<SharedIndexes>());
        services.TryAddSingleton<IIndexLeftovers, SharedIndexLeftovers>();
        services.TryAddSingleton<IChatModels, OfflineChatModels>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IUserData, SharedIndexes>(static s => s.GetRequiredService<SharedIndexes>()));
        return services;
    }
}
