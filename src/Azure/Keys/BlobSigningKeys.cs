using System.Security.Cryptography;
using System.Text.Json;
using InboxMind.Core.Accounts.Sessions;

namespace InboxMind.Azure.Keys;

/// <summary>Signing keys in a blob, encrypted under the key ring; a key moved to another id does not open.</summary>
internal sealed class BlobSigningKeys(KeyBlob blob, SharedKeyRing ring) : ISigningKeyStore
{
    public const string Name = "signing-keys.json";

    private const string Purpose = "InboxMind.SigningKeys.v1";

    public async Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellation) =>
        [.. Parse(await blob.ReadAsync(cancellation)).Select(Open).OfType<SigningKey>()
            .OrderByDescending(static k => k.CreatedAt).ThenBy(static k => k.Id, StringComparer.Ordinal)];

    public Task AddAsync(SigningKey key, DateTimeOffset unlessNewerThan, CancellationToken cancellation)
    {
        var added = new StoredKey(
            key.Id, key.CreatedAt.ToUnixTimeMilliseconds(), ring.For(Purpose, key.Id).Protect(key.PrivateKey));
        return blob.ChangeAsync(
            before =>
            {
                var keys = Parse(before);
                return keys.Any(k => k.Id == key.Id || (At(k) > unlessNewerThan && Open(k) is not null))
                    ? null
                    : BinaryData.FromObjectAsJson((List<StoredKey>)[.. keys, added]);
            },
            cancellation);
    }

    public Task RemoveAsync(DateTimeOffset madeBefore, CancellationToken cancellation) => blob.ChangeAsync(
        before =>
        {
            var keys = Parse(before);
            return keys.RemoveAll(k => At(k) < madeBefore) > 0 ? BinaryData.FromObjectAsJson(keys) : null;
        },
        cancellation);

    private static List<StoredKey> Parse(BinaryData? content) => content is null
        ? []
        : JsonSerializer.Deserialize<List<StoredKey>>(content) ?? [];

    private static DateTimeOffset At(StoredKey key) => DateTimeOffset.FromUnixTimeMilliseconds(key.CreatedAt);

    private SigningKey? Open(StoredKey key)
    {
        try
        {
            return new SigningKey(key.Id, At(key), ring.For(Purpose, key.Id).Unprotect(key.Data));
        }
        catch (CryptographicException)
        {
            // Its encryption key is lost: what it signed is worth nothing now, and a new one is made.
            return null;
        }
    }

    private sealed record StoredKey(string Id, long CreatedAt, byte[] Data);
}
