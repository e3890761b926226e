using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Azure.Keys;

/// <summary>Opens what <see cref="RingEncryptor"/> encrypted, with the version of the certificate that it was encrypted for. Data
/// Protection makes it by its name, which stands in the ring.</summary>
internal sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="CryptographicException">It is damaged, or the certificate is gone.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var thumbprint = (string?)encryptedElement.Attribute("thumbprint") ?? "";
        var certificate = services.GetRequiredService<VaultCertificates>().Find(thumbprint)
            ?? throw new CryptographicException("The certificate that a key of the ring was encrypted for is not in Key Vault any more.");
        using var rsa = certificate.GetRSAPrivateKey()!;
        var key = rsa.Decrypt(Bytes(encryptedElement, "wrapped"), RSAEncryptionPadding.OaepSHA256);
        var sealedBytes = Bytes(encryptedElement, "sealed");
        if (sealedBytes.Length < RingEncryptor.NonceBytes + RingEncryptor.TagBytes)
            throw Damaged();
        var plain = new byte[sealedBytes.Length - RingEncryptor.NonceBytes - RingEncryptor.TagBytes];
        using (var aes = new AesGcm(key, RingEncryptor.TagBytes))
        {
            aes.Decrypt(
                sealedBytes.AsSpan(0, RingEncryptor.NonceBytes), sealedBytes.AsSpan(RingEncryptor.NonceBytes, plain.Length),
                sealedBytes.AsSpan(^RingEncryptor.TagBytes), plain);
        }

        var element = XElement.Parse(Encoding.UTF8.GetString(plain));
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);
        return element;
    }

    private static byte[] Bytes(XElement element, string name)
    {
        try
        {
            return Convert.FromBase64String((string?)element.Element(name) ?? throw Damaged());
        }
        catch (FormatException)
        {
            throw Damaged();
        }
    }

    private static CryptographicException Damaged() => new("A key of the ring is damaged.");
}
