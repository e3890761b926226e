using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace InboxMind.Embedded.Tests.Decryption;

/// <summary>Certificates of nobody, and mail that is encrypted to them.</summary>
internal static class Certificates
{
    public const string Password = "lock and weir";

    public const string Part =
        "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nThe sluice opens at dawn.\r\n--i\r\n"
        + "Content-Type: text/csv; name=levels.csv\r\n\r\nday,level\r\n--i--\r\n";

    /// <param name="until">When it expires.</param>
    public static X509Certificate2 Make(DateTimeOffset? until = null)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            DateTimeOffset.UnixEpoch, until ?? new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public static byte[] Encrypt(X509Certificate2 certificate, string content = Part)
    {
        var envelope = new EnvelopedCms(new ContentInfo(Encoding.ASCII.GetBytes(content)));
        envelope.Encrypt(new CmsRecipient(certificate));
        return envelope.Encode();
    }

    public static string Mail(byte[] encrypted, string id = "1") =>
        $"From: Anna <anna@kelpline.example>\r\nTo: mara@kelpline.example\r\nSubject: Weir\r\nMessage-ID: <{id}@kelpline.example>\r\n"
        + "Date: Mon, 2 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + $"{Convert.ToBase64String(encrypted, Base64FormattingOptions.InsertLineBreaks)}\r\n";
}
