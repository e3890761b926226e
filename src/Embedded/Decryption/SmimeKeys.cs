using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.X509;

namespace InboxMind.Embedded.Decryption;

/// <summary>Opens S/MIME (RFC 8551) with the keys of a PKCS#12 file (RFC 7292). A certificate that expired still opens what was encrypted
/// to it: that it expired only tells others not to write to it.</summary>
internal sealed class SmimeKeys
{
    private readonly List<(X509Certificate Certificate, AsymmetricKeyParameter Key)> _keys = [];

    /// <param name="file">The content of the file.</param>
    /// <param name="password">Its password.</param>
    /// <exception cref="KeyFileException">It is not such a file, the password is wrong, or there is no key in it.</exception>
    public SmimeKeys(byte[] file, string password)
    {
        var store = Load(file, password);
        foreach (var alias in store.Aliases.Where(store.IsKeyEntry))
        {
            if (store.GetCertificate(alias)?.Certificate is { } certificate)
                _keys.Add((certificate, store.GetKey(alias).Key));
        }

        if (_keys.Count == 0)
            throw new KeyFileException("holds no private key with a certificate");
    }

    /// <summary>What tells the keys from others.</summary>
    public IEnumerable<string> Names =>
        _keys.Select(static k => $"{k.Certificate.IssuerDN} {k.Certificate.SerialNumber}");

    /// <summary>Opens a CMS object; null when none of the keys does.</summary>
    /// <exception cref="CmsException">It is damaged, or made in a way that is not known.</exception>
    public byte[]? Open(byte[] content)
    {
        var recipients = new CmsEnvelopedData(content).GetRecipientInfos();
        foreach (var (certificate, key) in _keys)
        {
            foreach (var recipient in recipients.GetRecipients().Where(r => r.RecipientID.Match(certificate)))
            {
                using var opened = recipient.GetContentStream(key).ContentStream;
                return OpenedContent.Read(opened);
            }
        }

        return null;
    }

    private static Pkcs12Store Load(byte[] file, string password)
    {
        var store = new Pkcs12StoreBuilder().Build();
        try
        {
            store.Load(new MemoryStream(file), password.ToCharArray());
            return store;
        }
        catch (IOException e) when (e.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw new KeyFileException("does not open with the password given");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever trips over it.
            throw new KeyFileException("is not a PKCS#12 file");
        }
    }
}
