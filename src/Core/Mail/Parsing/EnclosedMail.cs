using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>Opens parts that hold a mail's text and files in another form: Outlook's winmail.dat (TNEF), and S/MIME that is signed and not
/// encrypted (RFC 8551, 3.5.2).</summary>
internal static class EnclosedMail
{
    /// <summary>Bytes of such a part that are opened.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Whether a part may be one.</summary>
    public static bool IsOne(MimePart part) => part is TnefPart or ApplicationPkcs7Mime || IsNamed(part, "winmail.dat") || IsNamed(part,
        "smime.p7m");

    /// <summary>What is in it; null when it cannot be opened.</summary>
    public static MimeEntity? Open(MimePart part)
    {
        if (part.Content?.Stream is null || part.Content.Stream.Length > MaxBytes)
            return null;
        try
        {
            return part is ApplicationPkcs7Mime || IsNamed(part, "smime.p7m") ? Signed(part) : Tnef(part).ConvertToMessage().Body;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever trips over it, it stays the attachment it is.
            return null;
        }
    }

    /// <summary>Whether only its recipient's key opens it.</summary>
    public static bool IsEncrypted(MimePart part)
    {
        if (part is not ApplicationPkcs7Mime sealedPart)
            return false;
        if (sealedPart.SecureMimeType is SecureMimeType.EnvelopedData or SecureMimeType.AuthEnvelopedData)
            return true;

        // Some programs do not say what it is.
        return sealedPart.SecureMimeType == SecureMimeType.Unknown && part.Content?.Stream?.Length <= MaxBytes && Kind(Bytes(part)) is
            "1.2.840.113549.1.7.3" or "1.2.840.113549.1.9.16.1.23";
    }

    /// <summary>What a key opens of an encrypted part; null when none does.</summary>
    public static MimeMessage? Decrypt(MimePart part, MailCipher cipher, IMailKeys? keys)
    {
        if (part.Content?.Stream is not { Length: <= MaxBytes } || keys?.Open(cipher, Bytes(part)) is not { } opened)
            return null;
        try
        {
            return BoundedMimeParser.Parse(MimeReader.Options, opened);
        }
        catch (Exception e) when (e is FormatException or UnreadableMailException)
        {
            return null;
        }
    }

    private static TnefPart Tnef(MimePart part) => part as TnefPart ?? new TnefPart { Content = part.Content };

    private static MimeEntity? Signed(MimePart part)
    {
        var signed = new SignedCms();
        signed.Decode(Bytes(part));
        return BoundedMimeParser.Parse(MimeReader.Options, signed.ContentInfo.Content).Body;
    }

    private static string? Kind(byte[] bytes)
    {
        try
        {
            return ContentInfo.GetContentType(bytes).Value;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Bytes(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content?.DecodeTo(stream);
        return stream.ToArray();
    }

    private static bool IsNamed(MimePart part, string name) => name.Equals(part.FileName, StringComparison.OrdinalIgnoreCase);
}
