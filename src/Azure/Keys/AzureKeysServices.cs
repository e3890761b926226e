using InboxMind.Azure.Credentials;
using InboxMind.Azure.Keys;
using InboxMind.Azure.Storage;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Health;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure;

/// <summary>Keys that all instances share: in Blob storage, protected by a certificate in Key Vault.</summary>
internal static class AzureKeysServices
{
    /// <summary>Adds them, after the storage account.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddAzureKeys(this IServiceCollection services, StorageSettings storage, IConfigurationSection azure)
    {
        var vault = KeyVaultSettings.Read(azure);
        if (vault is null && !storage.IsLocal)
        {
            throw new SettingsException(
                $"{azure.Path}:KeyVault:Uri is missing; set it to the Key Vault that holds the certificate of the key ring.");
        }

        if (vault is not null)
        {
            var credential = AzureIdentity.Read(azure);

            // Metrics and logs go to Application Insights as the same identity.
            services.TryAddSingleton(credential);
            services.TryAddSingleton(s => new VaultCertificates(vault, credential, s.GetRequiredService<TimeProvider>()));
        }

        services.TryAddSingleton(static s => new SharedKeyRing(
            new KeyBlob(s.GetRequiredService<StorageClients>(), BlobKeyRepository.Name), s.GetService<VaultCertificates>()));
        services.TryAddSingleton<ISigningKeyStore>(static s => new BlobSigningKeys(
            new KeyBlob(s.GetRequiredService<StorageClients>(), BlobSigningKeys.Name), s.GetRequiredService<SharedKeyRing>()));
        services.TryAddSingleton(static s => new BlobAuditKeys(
            new KeyBlob(s.GetRequiredService<StorageClients>(), BlobAuditKeys.Name), s.GetRequiredService<SharedKeyRing>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, SharedKeyRingProbe>());
        services.TryAddSingleton<ICertificateExpiry, SharedCertificateExpiry>();
        return services;
    }
}
