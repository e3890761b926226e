using System.Security.Cryptography;
using InboxMind.Core.Health;
using InboxMind.Embedded.Secrets;

namespace InboxMind.Embedded.Health;

/// <summary>Whether secrets can be encrypted and decrypted.</summary>
internal sealed class KeyRingProbe(KeyRing keys) : IDependencyProbe
{
    public string Name => "key_ring";

    public Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var text = RandomNumberGenerator.GetBytes(32);
        var protector = keys.For("InboxMind.Probe.v1");
        var sealedText = protector.Protect(text);
        return Task.FromResult(protector.Unprotect(sealedText).AsSpan().SequenceEqual(text)
            ? Condition.Healthy("Encrypts and decrypts.")
            : Condition.Unhealthy("What was encrypted comes back as something else."));
    }
}
