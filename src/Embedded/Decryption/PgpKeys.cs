using System.Globalization;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace InboxMind.Embedded.Decryption;

/// <summary>Opens OpenPGP messages (RFC 9580) with the secret keys of a file, as <c>gpg --export-secret-keys</c> writes it.</summary>
internal sealed class PgpKeys
{
    /// <summary>Messages within messages: signed within compressed within encrypted, and no more.</summary>
    private const int MaxDepth = 8;

    private readonly Dictionary<long, PgpPrivateKey> _keys = [];

    /// <param name="file">The content of the file.</param>
    /// <param name="password">The password of its keys.</param>
    /// <exception cref="KeyFileException">It is not such a file, the password is wrong, or there is no key in it.</exception>
    public PgpKeys(byte[] file, string password)
    {
        foreach (var ring in Load(file).GetKeyRings())
        {
            foreach (var key in ring.GetSecretKeys().Where(static k => !k.IsPrivateKeyEmpty && k.PublicKey.IsEncryptionKey))
                _keys[key.KeyId] = Unlock(key, password);
        }

        if (_keys.Count == 0)
            throw new KeyFileException("holds no secret key that mail is encrypted to");
    }

    /// <summary>What tells the keys from others.</summary>
    public IEnumerable<string> Names => _keys.Keys.Select(static id => id.ToString("X16", CultureInfo.InvariantCulture));

    /// <summary>Opens a message; null when none of the keys does, or when it does not say whether it was tampered with.</summary>
    /// <exception cref="PgpException">It is damaged, or made in a way that is not known.</exception>
    /// <exception cref="IOException">As well.</exception>
    public byte[]? Open(byte[] content)
    {
        var objects = new PgpObjectFactory(PgpUtilities.GetDecoderStream(new MemoryStream(content)));
        while (objects.NextPgpObject() is { } next)
        {
            if (next is not PgpEncryptedDataList list)
                continue;
            foreach (var sealedData in list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>())
            {
                // A sender may leave out whose key it is.
                foreach (var key in sealedData.KeyId == 0 ? [.. _keys.Values] : _keys.TryGetValue(sealedData.KeyId, out var one) ? [one]
                    : Array.Empty<PgpPrivateKey>())
                {
                    if (Open(sealedData, key) is { } opened)
                        return opened;
                }
            }
        }

        return null;
    }

    private static byte[]? Open(PgpPublicKeyEncryptedData sealedData, PgpPrivateKey key)
    {
        using var stream = Begin(sealedData, key);
        return stream is not null && sealedData.IsIntegrityProtected() && Literal(stream) is { } opened && sealedData.Verify()
            ? opened
            : null;
    }

    private static Stream? Begin(PgpPublicKeyEncryptedData sealedData, PgpPrivateKey key)
    {
        try
        {
            return sealedData.GetDataStream(key);
        }
        catch (PgpException)
        {
            // Another key of those may open it.
            return null;
        }
    }

    /// <summary>The text or part itself, read to the end.</summary>
    private static byte[]? Literal(Stream stream)
    {
        byte[]? found = null;
        var objects = new PgpObjectFactory(stream);
        for (var depth = 0; depth < MaxDepth && found is null && objects.NextPgpObject() is { } next;)
        {
            switch (next)
            {
                case PgpCompressedData packed:
                    objects = new PgpObjectFactory(packed.GetDataStream());
                    depth++;
                    break;
                case PgpLiteralData literal when (found = OpenedContent.Read(literal.GetInputStream())) is null:
                    return null;
            }
        }

        // What follows counts for the check: signatures, and padding.
        return found is null || OpenedContent.Read(stream) is null ? null : found;
    }

    private static PgpPrivateKey Unlock(PgpSecretKey key, string password)
    {
        try
        {
            return key.ExtractPrivateKeyUtf8(password.ToCharArray());
        }
        catch (PgpException)
        {
            throw new KeyFileException("does not open with the password given");
        }
    }

    private static PgpSecretKeyRingBundle Load(byte[] file)
    {
        try
        {
            return new PgpSecretKeyRingBundle(PgpUtilities.GetDecoderStream(new MemoryStream(file)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever trips over it.
            throw new KeyFileException("is not a file of OpenPGP secret keys");
        }
    }
}
