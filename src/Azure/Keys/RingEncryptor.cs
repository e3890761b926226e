using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace InboxMind.Azure.Keys;

/// <summary>Encrypts a key of the ring: AES-256-GCM under a key of its own, which the certificate's RSA key wraps (OAEP,
/// SHA-256).</summary>
internal sealed class RingEncryptor(VaultCertificates certificates) : IXmlEncryptor
{
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var certificate = certificates.Current();
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var key = RandomNumberGenerator.GetBytes(32);
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using (var aes = new AesGcm(key, TagBytes))
        {
            aes.Encrypt(
                sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(^TagBytes));
        }

        using var rsa = certificate.GetRSAPublicKey()!;
        var element = new XElement(
            "encryptedKey", new XAttribute("thumbprint", certificate.Thumbprint),
            new XElement("wrapped", Convert.ToBase64String(rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256))),
            new XElement("sealed", Convert.ToBase64String(sealedBytes)));
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(element, typeof(RingDecryptor));
    }
}
