namespace InboxMind.Core.Mail.Parsing;

/// <summary>Private keys that the user of this machine pointed to, for mail that is encrypted to them.</summary>
public interface IMailKeys
{
    /// <summary>Tells these keys from others; null when a key cannot be used now, and nothing should be concluded from that.</summary>
    string? Id { get; }

    /// <summary>Why a key cannot be used, in words for the user; null when all can.</summary>
    string? Problem { get; }

    /// <summary>Opens what is encrypted.</summary>
    /// <param name="cipher">How.</param>
    /// <param name="content">The encrypted bytes, as any sender may have made them.</param>
    /// <returns>A MIME part, or the text of an OpenPGP block; null when no key opens it, it is damaged, or it is too long.</returns>
    byte[]? Open(MailCipher cipher, byte[] content);
}
