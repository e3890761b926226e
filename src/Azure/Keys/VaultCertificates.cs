using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Security.KeyVault.Certificates;

namespace InboxMind.Azure.Keys;

/// <summary>The versions of the certificate in Key Vault, with their private keys. The newest that is valid protects; any that is there
/// opens, expired ones too, so that making a new version keeps what the old ones protected.</summary>
internal sealed class VaultCertificates : IDisposable
{
    /// <summary>How long the list of versions is taken from memory.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>Unknown names must not make us ask the vault for each.</summary>
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);

    private readonly KeyVaultSettings _settings;
    private readonly CertificateClient _client;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, X509Certificate2> _opened = [];
    private readonly Lock _listing = new();
    private (IReadOnlyList<CertificateProperties> Versions, DateTimeOffset At)? _listed;

    /// <param name="settings">Which certificate.</param>
    /// <param name="credential">Who asks for it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="configure">Changes how calls are made.</param>
    public VaultCertificates(
        KeyVaultSettings settings, TokenCredential credential, TimeProvider time, Action<CertificateClientOptions>? configure = null)
    {
        var options = new CertificateClientOptions { Diagnostics = { IsLoggingEnabled = false } };
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(300);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        configure?.Invoke(options);
        (_settings, _time) = (settings, time);
        _client = new CertificateClient(settings.Vault, credential, options);
    }

    /// <summary>The version that protects now.</summary>
    /// <exception cref="KeyVaultException">None is valid now, or the vault cannot be used.</exception>
    public X509Certificate2 Current() => Open(Newest() ?? throw Unusable());

    /// <summary>The version with this thumbprint (SHA-1, in hexadecimal digits); null when there is none, or it is turned off.</summary>
    /// <exception cref="KeyVaultException">The vault cannot be used.</exception>
    public X509Certificate2? Find(string thumbprint)
    {
        if (_opened.TryGetValue(thumbprint, out var known))
            return known;
        return (Named(List(Fresh)) ?? Named(List(LeastAge))) is { } version ? Open(version) : null;

        CertificateProperties? Named(IReadOnlyList<CertificateProperties> versions) =>
            versions.FirstOrDefault(v => Thumbprint(v) == thumbprint);
    }

    /// <summary>When the version that protects now expires; null when it does not say.</summary>
    /// <exception cref="KeyVaultException">None is valid now, or the vault cannot be used.</exception>
    public DateTimeOffset? ExpiresOn() => (Newest() ?? throw Unusable()).ExpiresOn;

    public void Dispose()
    {
        foreach (var certificate in _opened.Values)
            certificate.Dispose();
    }

    private CertificateProperties? Newest() => NewestOf(List(Fresh)) ?? NewestOf(List(LeastAge));

    private CertificateProperties? NewestOf(IReadOnlyList<CertificateProperties> versions)
    {
        var now = _time.GetUtcNow();
        return versions.Where(v => !(v.NotBefore > now) && !(v.ExpiresOn <= now)).MaxBy(static v => v.CreatedOn);
    }

    private KeyVaultException Unusable() =>
        new($"No version of the certificate {_settings.Certificate} in Key Vault is valid now: make a new version of it.");

    private IReadOnlyList<CertificateProperties> List(TimeSpan oldest)
    {
        lock (_listing)
        {
            if (_listed is { } listed && listed.At + oldest > _time.GetUtcNow())
                return listed.Versions;
            var versions = KeyVaultErrors.Translate<IReadOnlyList<CertificateProperties>>(
                _settings,
                () => [.. _client.GetPropertiesOfCertificateVersions(_settings.Certificate).Where(static v => v.Enabled != false)]);
            _listed = (versions, _time.GetUtcNow());
            return versions;
        }
    }

    private X509Certificate2 Open(CertificateProperties version) => _opened.GetOrAdd(
        Thumbprint(version),
        _ => KeyVaultErrors.Translate(
            _settings,
            () =>
            {
                var options = new DownloadCertificateOptions(_settings.Certificate)
                {
                    Version = version.Version,

                    // The private key stays in memory; macOS cannot do without a keychain.
                    KeyStorageFlags = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet,
                };
                var certificate = _client.DownloadCertificate(options).Value;
                using var key = certificate.GetRSAPrivateKey();
                return key is not null
                    ? certificate
                    : throw new InvalidDataException("A certificate came without an RSA key.");
            }));

    private static string Thumbprint(CertificateProperties version) => Convert.ToHexString(version.X509Thumbprint ?? []);
}
