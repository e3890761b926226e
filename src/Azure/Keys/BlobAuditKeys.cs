using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using InboxMind.Core.Audit;

namespace InboxMind.Azure.Keys;

/// <summary>The keys of the audit log's seals and marks, in a blob, encrypted under the key ring: whoever can write the log alone cannot
/// seal. A key never changes, so that it is read once.</summary>
internal sealed class BlobAuditKeys(KeyBlob blob, SharedKeyRing ring)
{
    public const string Name = "audit-keys.json";

    private const string Purpose = "InboxMind.AuditKey.v1";

    private readonly ConcurrentDictionary<long, byte[]> _opened = [];
    private volatile AuditKey? _current;

    /// <summary>The key to use now: the newest that can be opened. When none can, a new one takes its place: what the old one sealed can
    /// no longer be verified, and shows as broken.</summary>
    public async Task<AuditKey> CurrentAsync(CancellationToken cancellation)
    {
        if (_current is { } known)
            return known;
        if (Newest(Parse(await blob.ReadAsync(cancellation))) is not { } found)
        {
            var fresh = ring.For(Purpose).Protect(RandomNumberGenerator.GetBytes(AuditChain.KeyBytes));
            await blob.ChangeAsync(
                before =>
                {
                    var keys = Parse(before);
                    return Newest(keys) is not null
                        ? null
                        : BinaryData.FromObjectAsJson(
                            (List<StoredKey>)[.. keys, new StoredKey(keys.Select(static k => k.Id).DefaultIfEmpty().Max() + 1, fresh)]);
                },
                cancellation);
            found = Newest(Parse(await blob.ReadAsync(cancellation)))
                ?? throw new CryptographicException("A key that was just made cannot be opened.");
        }

        _current = found;
        return found;
    }

    /// <returns>The key; null when there is none, or it cannot be opened any more.</returns>
    public async Task<byte[]?> OpenAsync(long id, CancellationToken cancellation)
    {
        if (_opened.TryGetValue(id, out var known))
            return known;
        return Parse(await blob.ReadAsync(cancellation)).Find(k => k.Id == id) is { } key ? Open(key) : null;
    }

    private static List<StoredKey> Parse(BinaryData? content) => content is null
        ? []
        : JsonSerializer.Deserialize<List<StoredKey>>(content) ?? [];

    private AuditKey? Newest(List<StoredKey> keys)
    {
        foreach (var key in keys.OrderByDescending(static k => k.Id))
        {
            if (Open(key) is { } value)
                return new AuditKey(key.Id, value);
        }

        return null;
    }

    private byte[]? Open(StoredKey key)
    {
        try
        {
            return _opened.GetOrAdd(key.Id, _ => ring.For(Purpose).Unprotect(key.Data));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A key that is open.</summary>
    public sealed record AuditKey(long Id, byte[] Value);

    private sealed record StoredKey(long Id, byte[] Data);
}
