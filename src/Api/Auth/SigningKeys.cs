using System.Security.Cryptography;
using InboxMind.Core.Accounts.Sessions;
using Microsoft.IdentityModel.Tokens;

namespace InboxMind.Api.Auth;

/// <summary>The keys of access tokens: ES256 (RFC 7518, 3.4). A new one is made every 30 days; the old one verifies for as long as a
/// token it signed can be valid, and an hour more.</summary>
public sealed class SigningKeys(ISigningKeyStore store, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan RotateAfter = TimeSpan.FromDays(30);

    /// <summary>After this a key is not listed, verifies nothing and is removed.</summary>
    public static readonly TimeSpan RetireAfter = RotateAfter + AccessTokens.Lifetime + TimeSpan.FromHours(1);

    /// <summary>How long the keys are taken from memory.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Tokens that name unknown keys must not make us read the store for each.</summary>
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Loaded _keys = new([], DateTimeOffset.MinValue);

    /// <summary>Sees to it that tokens can be signed.</summary>
    /// <exception cref="CryptographicException">The keys that encrypt ours cannot be used.</exception>
    public Task CheckAsync(CancellationToken cancellation) => SigningAsync(cancellation);

    /// <summary>The key that signs now, made when there is none that is young enough.</summary>
    internal async Task<JsonWebKey> SigningAsync(CancellationToken cancellation)
    {
        await EnsureAsync(cancellation);
        if (Youngest() is { } known)
            return known;
        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await store.AddAsync(
            new SigningKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), now, key.ExportPkcs8PrivateKey()),
            now - RotateAfter,
            cancellation);
        await store.RemoveAsync(now - RetireAfter, cancellation);
        await LoadAsync(TimeSpan.Zero, cancellation);
        return Youngest() ?? throw new CryptographicException("A signing key that was just made cannot be opened.");
    }

    /// <summary>Sees to it that the keys in memory are those of the store, one that another process just made included.</summary>
    /// <param name="kid">The key that a token names.</param>
    /// <param name="cancellation">Stops the call.</param>
    internal Task EnsureAsync(string? kid, CancellationToken cancellation) =>
        LoadAsync(kid is not null && Find(kid) is null ? LeastAge : Fresh, cancellation);

    /// <summary>The key with exactly this id, without its private part; null when there is none.</summary>
    internal JsonWebKey? Find(string kid) =>
        _keys.Keys.FirstOrDefault(k => k.Id == kid && k.CreatedAt + RetireAfter > time.GetUtcNow())?.Public;

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517).</summary>
    internal async Task<IReadOnlyList<JsonWebKey>> PublicAsync(CancellationToken cancellation)
    {
        await EnsureAsync(cancellation);
        return [.. _keys.Keys.Where(k => k.CreatedAt + RetireAfter > time.GetUtcNow()).Select(static k => k.Public)];
    }

    public void Dispose() => _loading.Dispose();

    private Task EnsureAsync(CancellationToken cancellation) => LoadAsync(Fresh, cancellation);

    private JsonWebKey? Youngest() => _keys.Keys.FirstOrDefault(k => k.CreatedAt + RotateAfter > time.GetUtcNow())?.Private;

    private async Task LoadAsync(TimeSpan oldest, CancellationToken cancellation)
    {
        if (_keys.At + oldest > time.GetUtcNow())
            return;
        await _loading.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (_keys.At + oldest <= now)
                _keys = new Loaded([.. (await store.ListAsync(cancellation)).Select(static k => LoadedKey.From(k))], now);
        }
        finally
        {
            _loading.Release();
        }
    }

    private sealed record Loaded(IReadOnlyList<LoadedKey> Keys, DateTimeOffset At);

    private sealed record LoadedKey(string Id, DateTimeOffset CreatedAt, JsonWebKey Private, JsonWebKey Public)
    {
        public static LoadedKey From(SigningKey key)
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(key.PrivateKey, out _);
            var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
            var full = Convert(parameters, key.Id);
            full.D = Base64UrlEncoder.Encode(parameters.D);
            return new LoadedKey(key.Id, key.CreatedAt, full, Convert(parameters, key.Id));
        }

        /// <summary>The public part. As numbers, since a key object must not be used by several threads at once.</summary>
        private static JsonWebKey Convert(ECParameters parameters, string id) => new()
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(parameters.Q.X),
            Y = Base64UrlEncoder.Encode(parameters.Q.Y),
            Kid = id,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Use = JsonWebKeyUseNames.Sig,
        };
    }
}
