using InboxMind.Azure.Mail;
using InboxMind.Azure.Storage;
using InboxMind.Azure.Work;
using InboxMind.Core.Mail;
using InboxMind.Core.Privacy;
using InboxMind.Core.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure;

/// <summary>The ports on Azure, by setting.</summary>
public static class AzureServices
{
    /// <summary>Adds the work queue and raw mail in the storage account that the configuration names under <c>Storage</c>; without it
    /// the host's own stay.</summary>
    /// <exception cref="StorageSettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddInboxMindAzureStorage(this IServiceCollection services, IConfiguration configuration)
    {
        if (StorageSettings.Read(configuration.GetSection("Storage")) is not { } settings)
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new StorageClients(settings));
        services.TryAddSingleton<IWorkQueue, AzureWorkQueue>();
        services.TryAddSingleton<IWorkStatus, AzureWorkStatus>();
        services.TryAddSingleton<IRawMailStore, BlobRawMail>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, PoisonedUserData>());
        return services;
    }
}
