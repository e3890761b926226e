using InboxMind.Core.Index;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure.Search;

/// <summary>The index in Azure AI Search, by setting.</summary>
public static class AzureSearchServices
{
    /// <summary>Adds it; when no service is named, the host's own index stays.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="search">Names the service: <c>Endpoint</c>, <c>ApiKey</c>, <c>Semantic</c>.</param>
    /// <param name="azure">Says as whom the app signs in.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static IServiceCollection AddInboxMindAzureSearch(
        this IServiceCollection services, IConfigurationSection search, IConfigurationSection azure)
    {
        if (SearchSettings.Read(search, azure) is not { } settings)
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new SearchService(settings));
        services.TryAddSingleton<AzureMailIndex>();
        services.TryAddSingleton<IMailIndex>(static s => s.GetRequiredService<AzureMailIndex>());
        services.TryAddSingleton<IAttachmentIndex>(static s => s.GetRequiredService<AzureMailIndex>());
        services.TryAddSingleton<IVectorCache>(static s => s.GetRequiredService<AzureMailIndex>());
        services.TryAddSingleton<IIndexSize>(static s => s.GetRequiredService<AzureMailIndex>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IUserData, AzureMailIndex>(static s => s.GetRequiredService<AzureMailIndex>()));
        return services;
    }
}
