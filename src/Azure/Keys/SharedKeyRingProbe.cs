using System.Globalization;
using System.Security.Cryptography;
using InboxMind.Core.Health;
using InboxMind.Core.Work;

namespace InboxMind.Azure.Keys;

/// <summary>Whether secrets can be encrypted and decrypted, and for how long the certificate lasts.</summary>
internal sealed class SharedKeyRingProbe(SharedKeyRing ring, TimeProvider time) : IDependencyProbe
{
    /// <summary>A certificate that expires within this wants to be looked after.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public string Name => "key_ring";

    public Task<Condition> CheckAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                var text = RandomNumberGenerator.GetBytes(32);
                var protector = ring.For("InboxMind.Probe.v1");
                if (!protector.Unprotect(protector.Protect(text)).AsSpan().SequenceEqual(text))
                    return Condition.Unhealthy("What was encrypted comes back as something else.");
                if (ring.Certificates is null)
                    return Condition.Healthy("Encrypts and decrypts; the ring itself is not encrypted, on this machine's own storage.");
                return ring.Certificates.ExpiresOn() is { } expires && expires < time.GetUtcNow() + Soon
                    ? Condition.Degraded(string.Create(
                        CultureInfo.InvariantCulture, $"The certificate in Key Vault expires on {expires.UtcDateTime:yyyy-MM-dd}."))
                    : Condition.Healthy("Encrypts and decrypts.");
            }
            catch (StorageUnusableException e)
            {
                return Condition.Unhealthy(e.Message);
            }
        },
        cancellation);
}
