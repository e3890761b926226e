namespace InboxMind.Core.Mail.Parsing;

/// <summary>How mail is encrypted.</summary>
public enum MailCipher
{
    /// <summary>A CMS object (RFC 5652), as in S/MIME (RFC 8551).</summary>
    Smime,

    /// <summary>An OpenPGP message (RFC 9580), with or without armour.</summary>
    OpenPgp,
}
