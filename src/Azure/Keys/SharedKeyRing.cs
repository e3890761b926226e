using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Azure.Keys;

/// <summary>The keys that secrets are encrypted with: in a blob that all instances share, each encrypted for a certificate in Key Vault.
/// Made when first needed.</summary>
internal sealed class SharedKeyRing : IDisposable
{
    private readonly Lazy<ServiceProvider> _services;

    /// <param name="blob">Where the ring lies.</param>
    /// <param name="certificates">The certificate; null only for an account on this machine, whose ring is not encrypted.</param>
    public SharedKeyRing(KeyBlob blob, VaultCertificates? certificates)
    {
        Certificates = certificates;
        _services = new Lazy<ServiceProvider>(() =>
        {
            // Services of its own: no host's settings may put the keys elsewhere.
            var services = new ServiceCollection();
            services.AddDataProtection().SetApplicationName("InboxMind");
            if (certificates is not null)
                services.AddSingleton(certificates);
            services.Configure<KeyManagementOptions>(options =>
            {
                options.XmlRepository = new BlobKeyRepository(blob);
                options.XmlEncryptor = certificates is null ? null : new RingEncryptor(certificates);
            });
            return services.BuildServiceProvider();
        });
    }

    public VaultCertificates? Certificates { get; }

    /// <summary>What encrypts and decrypts for a purpose.</summary>
    /// <remarks>Both throw a <see cref="Core.Work.StorageUnusableException"/> when the ring cannot be used, and decrypting a
    /// <see cref="CryptographicException"/> when the data cannot be opened: it is damaged, or its key is gone.</remarks>
    public IDataProtector For(params string[] purposes) =>
        new SharedProtector(_services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purposes));

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();
    }
}
