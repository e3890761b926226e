using InboxMind.Core.Answers;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
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
        services.TryAddSingleton<SqliteMailIndex>();
        services.TryAddSingleton<IMailIndex>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IVectorCache>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IIndexSize>(static s => s.GetRequiredService<IndexFiles>());
        services.TryAddSingleton<IChatModels, OfflineChatModels>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, IndexFiles>(static s => s.GetRequiredService<IndexFiles>()));
        return services;
    }
}
