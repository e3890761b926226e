using System.Security.Cryptography.X509Certificates;
using System.Text;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Embedded.Decryption;
using InboxMind.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Embedded.Tests.Decryption;

public sealed class MailKeysTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _certificate = Certificates.Make();

    public MailKeysTests()
    {
        File.WriteAllBytes(_folder["mara.p12"], _certificate.Export(X509ContentType.Pkcs12, Certificates.Password));
        File.WriteAllText(_folder["mara.asc"], PgpSamples.Key);
        File.WriteAllText(_folder["password.txt"], $"{PgpSamples.Password}\n");
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_ToOneOfTheKeys_GivesWhatWasEncrypted()
    {
        var keys = Keys(
            ("Certificate", _folder["mara.p12"]), ("CertificatePassword", Certificates.Password), ("PgpKey", _folder["mara.asc"]),
            ("PgpPasswordFile", _folder["password.txt"]));

        keys.Problem.ShouldBeNull();
        Text(keys.Open(MailCipher.Smime, Certificates.Encrypt(_certificate))).ShouldBe(Certificates.Part);
        Text(keys.Open(MailCipher.OpenPgp, Encoding.ASCII.GetBytes(PgpSamples.Part)))!.ShouldContain("The red buoy drifts at flood tide.");
        Text(keys.Open(MailCipher.OpenPgp, Encoding.ASCII.GetBytes(PgpSamples.Hidden))).ShouldBe("The anchor holds in mud.\n");
    }

    [Fact]
    public void Open_CertificateThatExpired_StillOpensWhatIsEncryptedToIt()
    {
        using var expired = Certificates.Make(DateTimeOffset.UnixEpoch.AddDays(1));
        File.WriteAllBytes(_folder["old.p12"], expired.Export(X509ContentType.Pkcs12, Certificates.Password));

        Text(Keys(("Certificate", _folder["old.p12"]), ("CertificatePassword", Certificates.Password))
            .Open(MailCipher.Smime, Certificates.Encrypt(expired))).ShouldBe(Certificates.Part);
    }

    [Fact]
    public void Open_ToSomebodyElse_IsNull()
    {
        using var other = Certificates.Make();
        var keys = Keys(("Certificate", _folder["mara.p12"]), ("CertificatePassword", Certificates.Password));

        keys.Open(MailCipher.Smime, Certificates.Encrypt(other)).ShouldBeNull();
        keys.Open(MailCipher.OpenPgp, Encoding.ASCII.GetBytes(PgpSamples.Part)).ShouldBeNull("there is no OpenPGP key");
    }

    [Fact]
    public void Open_TamperedWithOrCut_IsNull()
    {
        var keys = Keys(
            ("Certificate", _folder["mara.p12"]), ("CertificatePassword", Certificates.Password), ("PgpKey", _folder["mara.asc"]),
            ("PgpPassword", PgpSamples.Password));
        var random = new Random(7);
        var cms = Certificates.Encrypt(_certificate);
        var pgp = Convert.FromBase64String(string.Concat(PgpSamples.Part.Split('\n').Where(static l => l.Length > 5 && l[0] != '-')));
        for (var i = 0; i < 40; i++)
        {
            var broken = pgp.ToArray();
            broken[random.Next(broken.Length)] ^= (byte)(1 + random.Next(255));
            keys.Open(MailCipher.OpenPgp, broken).ShouldBeNull();
            keys.Open(MailCipher.OpenPgp, pgp[..random.Next(pgp.Length)]).ShouldBeNull();
            keys.Open(MailCipher.Smime, cms[..random.Next(cms.Length)]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("The certificate \"FILE\" does not open with the password given; encrypted mail stays unread.", "Certificate", "mara.p12",
        "CertificatePassword", "wrong")]
    [InlineData("The certificate \"FILE\" is not a PKCS#12 file; encrypted mail stays unread.", "Certificate", "mara.asc",
        "CertificatePassword", "any")]
    [InlineData("The certificate \"FILE\" is not there; encrypted mail stays unread.", "Certificate", "gone.p12",
        "CertificatePassword", "any")]
    [InlineData("The OpenPGP key \"FILE\" does not open with the password given; encrypted mail stays unread.", "PgpKey", "mara.asc",
        "PgpPassword", "wrong")]
    [InlineData("The OpenPGP key \"FILE\" is not a file of OpenPGP secret keys; encrypted mail stays unread.", "PgpKey", "cut.asc",
        "PgpPassword", "any")]
    [InlineData("The OpenPGP key \"FILE\" holds no secret key that mail is encrypted to; encrypted mail stays unread.", "PgpKey", "empty",
        "PgpPassword", "any")]
    public void Problem_KeyThatCannotBeUsed_IsOneSentence(
        string sentence, string setting, string file, string passwordSetting, string password)
    {
        File.WriteAllText(_folder["empty"], "");
        File.WriteAllText(_folder["cut.asc"], PgpSamples.Key[..300]);
        var keys = Keys((setting, _folder[file]), (passwordSetting, password));

        keys.Problem.ShouldBe(sentence.Replace("FILE", _folder[file], StringComparison.Ordinal));
        keys.Id.ShouldBeNull();
        keys.Open(MailCipher.Smime, Certificates.Encrypt(_certificate)).ShouldBeNull();
        keys.Open(MailCipher.OpenPgp, Encoding.ASCII.GetBytes(PgpSamples.Part)).ShouldBeNull();
    }

    [Fact]
    public void Problem_FileOfThePasswordIsGone_SaysSo() =>
        Keys(("PgpKey", _folder["mara.asc"]), ("PgpPasswordFile", _folder["gone.txt"])).Problem.ShouldBe(
            $"The OpenPGP key \"{_folder["mara.asc"]}\" cannot be used, since the file of its password cannot be read; "
            + "encrypted mail stays unread.");

    [Fact]
    public void Id_OtherKeys_IsAnother()
    {
        var pgp = Keys(("PgpKey", _folder["mara.asc"]), ("PgpPassword", PgpSamples.Password));
        var both = Keys(
            ("PgpKey", _folder["mara.asc"]), ("PgpPassword", PgpSamples.Password), ("Certificate", _folder["mara.p12"]),
            ("CertificatePassword", Certificates.Password));

        both.Id.ShouldNotBe(pgp.Id);
        Keys(("PgpKey", _folder["mara.asc"]), ("PgpPassword", PgpSamples.Password)).Id.ShouldBe(pgp.Id);
    }

    [Fact]
    public void Read_MailToTheLocalUser_IsReadWithItsFilesAndSubject()
    {
        var reader = new MimeReader(
            TimeProvider.System,
            Keys(
                ("Certificate", _folder["mara.p12"]), ("CertificatePassword", Certificates.Password), ("PgpKey", _folder["mara.asc"]),
                ("PgpPassword", PgpSamples.Password)));
        var raw = Encoding.ASCII.GetBytes(Certificates.Mail(Certificates.Encrypt(_certificate)));
        var pgp = Encoding.ASCII.GetBytes(
            "From: Anna <anna@kelpline.example>\r\nSubject: ...\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted; boundary=b; "
            + "protocol=\"application/pgp-encrypted\"\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n"
            + $"Content-Type: application/octet-stream\r\n\r\n{PgpSamples.Part}\r\n--b--\r\n");
        var inline = Encoding.ASCII.GetBytes($"From: anna@kelpline.example\r\n\r\nSee:\r\n{PgpSamples.Hidden}\r\nAnna\r\n");

        var smime = reader.Read(UserId.Local, raw, default).Message;
        (smime.Text, smime.Protection, smime.IsEncrypted).ShouldBe(
            ("The sluice opens at dawn.", "decrypted with your key (S/MIME)", false));
        smime.Attachments.Select(static a => a.Name).ShouldBe(["smime.p7m", "levels.csv"]);
        Text(reader.Attachment(UserId.Local, raw, 2)!.Content)!.ShouldContain("day,level");
        var part = reader.Read(UserId.Local, pgp, default).Message;
        (part.Subject, part.Text, part.Protection).ShouldBe(
            ("Buoys off the point", "The red buoy drifts at flood tide.", "decrypted with your key (OpenPGP)"));
        part.Attachments.Select(static a => a.Name).ShouldContain("depths.csv");
        reader.Read(UserId.Local, inline, default).Message.Text.ShouldBe("See:\nThe anchor holds in mud.\n\nAnna");

        foreach (var mail in (byte[][])[raw, pgp, inline])
        {
            var other = reader.Read(new UserId("jon"), mail, default).Message;
            (other.IsEncrypted, other.Text).ShouldBe((true, other.Text));
            other.Text.ShouldContain("It can only be read with its recipient's key.");
        }

        // The mail is the same one for everybody who knows it already.
        new MimeReader(TimeProvider.System).Read(UserId.Local, raw, default).Message.Id.ShouldBe(smime.Id);
    }

    private static MailKeys Keys(params (string Name, string Value)[] settings)
    {
        var given = settings.ToDictionary(static s => s.Name, static s => s.Value);
        return new MailKeys(
            new DecryptionSettings(
                given.GetValueOrDefault("Certificate"), new KeyPassword(given.GetValueOrDefault("CertificatePassword"), null),
                given.GetValueOrDefault("PgpKey"),
                new KeyPassword(given.GetValueOrDefault("PgpPassword"), given.GetValueOrDefault("PgpPasswordFile"))),
            NullLogger<MailKeys>.Instance);
    }

    private static string? Text(byte[]? content) => content is null ? null : Encoding.ASCII.GetString(content);
}
