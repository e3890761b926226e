using InboxMind.Embedded.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Embedded.Secrets;

/// <summary>The keys that secrets are encrypted with: files in the data folder, for its owner alone. Made when first needed.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly string _folder;
    private readonly Lazy<ServiceProvider> _services;

    public KeyRing(DataFolder folder)
    {
        _folder = Path.Combine(folder.Root, "keys");
        _services = new Lazy<ServiceProvider>(() =>
        {
            // Services of its own: no host's settings may put the keys elsewhere.
            var services = new ServiceCollection();
            services.AddDataProtection().SetApplicationName("InboxMind");
            services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeyFiles(_folder));
            return services.BuildServiceProvider();
        });
    }

    /// <summary>What encrypts and decrypts for a purpose.</summary>
    public IDataProtector For(params string[] purposes) =>
        new RingProtector(_services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purposes), _folder);

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();
    }
}
