namespace InboxMind.Core.Mail.Parsing;

/// <summary>OpenPGP within plain text (RFC 9580, 6 and 7): what is signed is read without its armour, what is encrypted says so.</summary>
internal static class PgpText
{
    public const string Encrypted = "[This mail is encrypted (OpenPGP). It can only be read with its recipient's key.]";

    private const string Message = "-----BEGIN PGP MESSAGE-----", MessageEnd = "-----END PGP MESSAGE-----",
        Signed = "-----BEGIN PGP SIGNED MESSAGE-----",
        Signature = "-----BEGIN PGP SIGNATURE-----", SignatureEnd = "-----END PGP SIGNATURE-----";

    public static string Read(string text)
    {
        if (!text.Contains("-----BEGIN PGP ", StringComparison.Ordinal))
            return text;
        var result = new List<string>();
        string? skipTo = null;
        var isSigned = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (skipTo is not null)
            {
                if (line == skipTo)
                    skipTo = null;
                continue;
            }

            switch (line)
            {
                case Message:
                    result.Add(Encrypted);
                    skipTo = MessageEnd;
                    break;
                case Signed:
                    // Its own header ends with an empty line.
                    skipTo = "";
                    isSigned = true;
                    break;
                case Signature when isSigned:
                    skipTo = SignatureEnd;
                    break;
                default:
                    result.Add(isSigned && line.StartsWith("- ", StringComparison.Ordinal) ? raw[2..] : raw);
                    break;
            }
        }

        return string.Join('\n', result);
    }
}
