using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class EnclosedMailTests
{
    private const string Inner =
        "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nThe keel is laid.\r\n--i\r\n"
        + "Content-Type: application/pdf; name=keel.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--i--\r\n";

    [Theory]
    [InlineData("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m")]
    [InlineData("application/x-pkcs7-mime; name=smime.p7m")]
    [InlineData("application/octet-stream; name=smime.p7m")]
    public void Read_OpaqueSignature_GivesTextAndFiles(string type)
    {
        var raw = TestMail.Bytes(TestMail.Header + Part(type, Signed()));

        var message = TestMail.Read(raw).Message;

        message.Text.ShouldBe("The keel is laid.");
        message.Attachments.Select(static a => a.Name).ShouldBe(["smime.p7m", "keel.pdf"]);
        TestMail.Reader.Attachment(UserId.Local, raw, 2)!.Content.ShouldBe([0, 1, 2]);
        if (!type.Contains("octet"))
            message.Protection.ShouldBe("signed with S/MIME, not checked");
    }

    [Fact]
    public void Read_Encrypted_SaysSo()
    {
        using var certificate = Certificate();
        var envelope = new EnvelopedCms(new ContentInfo(Encoding.ASCII.GetBytes(Inner)));
        envelope.Encrypt(new CmsRecipient(certificate));

        foreach (var type in (string[])["application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            "application/pkcs7-mime; name=smime.p7m"])
        {
            var message = TestMail.WithBody(Part(type, envelope.Encode()));

            message.Text.ShouldContain("is encrypted (S/MIME)");
            message.Protection.ShouldBe("encrypted with S/MIME");
        }
    }

    [Theory]
    [InlineData("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m")]
    [InlineData("application/ms-tnef; name=winmail.dat")]
    public void Read_BytesThatAreNoneSuch_StayAnAttachment(string type)
    {
        var message = TestMail.WithBody(Part(type, [1, 2, 3]));

        message.Text.ShouldBe("");
        message.Attachments.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_PgpMime_SaysSo()
    {
        var message = TestMail.WithBody(
            "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: "
                + "application/pgp-encrypted\n\n"
            + "Version: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n");

        message.Text.ShouldContain("is encrypted (OpenPGP)");
        message.Protection.ShouldBe("encrypted with OpenPGP");
    }

    [Fact]
    public void Read_SignedParts_SaysSoBesideTheText()
    {
        var message = TestMail.WithBody(
            "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                + "The keel is laid.\n"
            + "--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n");

        message.Text.ShouldBe("The keel is laid.");
        message.Protection.ShouldBe("signed with OpenPGP, not checked");
    }

    [Fact]
    public void Read_PgpInTheText_GivesWhatIsSignedAndSaysWhatIsEncrypted()
    {
        TestMail.Message(
            "From: a@x.example\n\nHello\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- - one\ntwo\n-----BEGIN PGP "
                + "SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\nend")
            .Text.ShouldBe("Hello\n- one\ntwo\nend");
        TestMail.Message("From: a@x.example\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n").Text.ShouldContain(
            "is encrypted (OpenPGP)");
    }

    [Fact]
    public void Read_Winmail_GivesTextAndFiles()
    {
        var raw = TestMail.Bytes(TestMail.Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\n"
            + Part("application/octet-stream; name=winmail.dat", Tnef()) + "\n--b--\n");

        var message = TestMail.Read(raw).Message;

        message.Text.ShouldBe("The mast stands.");
        message.Attachments.Select(static a => a.Name).ShouldBe(["winmail.dat", "mast.txt"]);
        Encoding.ASCII.GetString(TestMail.Reader.Attachment(UserId.Local, raw, 2)!.Content).ShouldBe("oak");
    }

    /// <summary>A TNEF stream with a body and a file ([MS-OXTNEF]).</summary>
    private static byte[] Tnef()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(0x223E9F78);
        writer.Write((ushort)1);
        Attribute(1, 0x00089006, BitConverter.GetBytes(0x00010000));
        Attribute(1, 0x00069007, [0xE4, 4, 0, 0, 0, 0, 0, 0]);
        Attribute(1, 0x0002800C, Encoding.ASCII.GetBytes("The mast stands.\0"));
        Attribute(2, 0x00069002, [1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x20, 0, 0x20, 0, 0, 0, 0, 0]);
        Attribute(2, 0x00018010, Encoding.ASCII.GetBytes("mast.txt\0"));
        Attribute(2, 0x0006800F, Encoding.ASCII.GetBytes("oak"));
        return stream.ToArray();

        void Attribute(byte level, int tag, byte[] data)
        {
            writer.Write(level);
            writer.Write(tag);
            writer.Write(data.Length);
            writer.Write(data);
            writer.Write((ushort)data.Sum(static b => b));
        }
    }

    private static string Part(string type, byte[] content) =>
        $"Content-Type: {type}\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"
            + $"{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\n";

    private static byte[] Signed()
    {
        using var certificate = Certificate();
        var signed = new SignedCms(new ContentInfo(Encoding.ASCII.GetBytes(Inner)));
        signed.ComputeSignature(new CmsSigner(certificate));
        return signed.Encode();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
