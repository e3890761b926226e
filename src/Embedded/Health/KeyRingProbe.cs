using System.Globalization;
using System.Security.Cryptography;
using InboxMind.Core.Health;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Health;

/// <summary>Whether secrets can be encrypted and decrypted, those that are stored as well.</summary>
internal sealed class KeyRingProbe(KeyRing keys, MainDatabase database) : IDependencyProbe
{
    /// <summary>Secrets looked at: where keys are lost hardly any opens.</summary>
    private const int Most = 100;

    public string Name => "key_ring";

    public Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var text = RandomNumberGenerator.GetBytes(32);
        var protector = keys.For("InboxMind.Probe.v1");
        var sealedText = protector.Protect(text);
        if (!protector.Unprotect(sealedText).AsSpan().SequenceEqual(text))
            return Task.FromResult(Condition.Unhealthy("What was encrypted comes back as something else."));
        var (looked, lost) = database.Sqlite.Read(session => SqliteSecretStore.CountLost(session, keys, Most));
        return Task.FromResult(lost == 0
            ? Condition.Healthy("Encrypts and decrypts.")
            : Condition.Unhealthy(string.Create(
                CultureInfo.InvariantCulture,
                $"{lost} of {looked} stored passwords and tokens looked at cannot be opened by these keys.")));
    }
}
