using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Index;
using InboxMind.Azure.Mail;
using InboxMind.Azure.Storage;
using InboxMind.Azure.Work;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Settings;
using InboxMind.Core.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure;

/// <summary>The ports on Azure, by setting.</summary>
public static class AzureServices
{
    /// <summary>Adds the work queue and raw mail in a storage account; when none is named, the host's own stay.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="storage">Names the account: its value is a connection string; or <c>queueServiceUri</c> and <c>blobServiceUri</c>, or
    /// <c>accountName</c>, below it, with <c>clientId</c> for another identity than the others have.</param>
    /// <param name="azure">Says as whom the app signs in.</param>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddInboxMindAzureStorage(
        this IServiceCollection services, IConfigurationSection storage, IConfigurationSection azure)
    {
        if (StorageSettings.Read(storage, azure) is not { } settings)
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new StorageClients(settings));
        services.TryAddSingleton(static s => new DataFolderLease(s.GetRequiredService<StorageClients>()));
        services.TryAddSingleton<IWorkQueue, AzureWorkQueue>();
        services.TryAddSingleton<IWorkStatus, AzureWorkStatus>();
        services.TryAddSingleton<IRawMailStore, BlobRawMail>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, PoisonedUserData>());
        return services;
    }

    /// <summary>Adds the state of users in Cosmos DB, and the storage of their indexes in blobs; when no account is named, the host's own
    /// stays.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="cosmos">Names the account: <c>accountEndpoint</c>, and <c>database</c>, <c>clientId</c> for one of several identities;
    /// <c>key</c> for an emulator.</param>
    /// <param name="storage">Names the storage account, which has to be there too: raw mail and keys lie in its blobs.</param>
    /// <param name="azure">Says as whom the app signs in, and which certificate protects the keys.</param>
    /// <returns>Whether an account is named.</returns>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static bool AddInboxMindCosmos(
        this IServiceCollection services, IConfigurationSection cosmos, IConfigurationSection storage, IConfigurationSection azure)
    {
        if (CosmosSettings.Read(cosmos, azure) is not { } settings)
            return false;
        if (StorageSettings.Read(storage, azure) is not { } blobs)
        {
            throw new SettingsException(
                $"{cosmos.Path}:accountEndpoint is set, but no storage account for raw mail and keys: set {storage.Path} too.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new CosmosDatabase(settings));
        services.TryAddSingleton<IIndexStorage, BlobIndexStorage>();
        services.AddAzureKeys(blobs, azure).AddCosmosMail().AddCosmosAccounts();
        return true;
    }
}
