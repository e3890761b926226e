using InboxMind.Embedded.Storage;
using Microsoft.AspNetCore.DataProtection;
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
            DataFolder.Create(_folder);
            // Services of its own: no host's settings may put the keys elsewhere.
            var services = new ServiceCollection();
            services.AddDataProtection().SetApplicationName("InboxMind").PersistKeysToFileSystem(new DirectoryInfo(_folder));
            return services.BuildServiceProvider();
        });
    }

    public IDataProtector For(params string[] purposes) => _services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purposes);

    /// <summary>Takes from others the right to read key files that were just written.</summary>
    public void Close()
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.EnumerateFiles(_folder))
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();
    }
}
