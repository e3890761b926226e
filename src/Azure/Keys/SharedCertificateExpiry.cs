using InboxMind.Core.Health;

namespace InboxMind.Azure.Keys;

/// <summary>Until when the certificate in Key Vault is valid.</summary>
internal sealed class SharedCertificateExpiry(SharedKeyRing ring) : ICertificateExpiry
{
    public Task<DateTimeOffset?> ExpiresOnAsync(CancellationToken cancellation) =>
        Task.Run(() => ring.Certificates?.ExpiresOn(), cancellation);
}
