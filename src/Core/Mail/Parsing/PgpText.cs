namespace InboxMind.Core.Mail.Parsing;

/// <summary>OpenPGP within plain text (RFC 9580, 6 and 7): what is signed is read without its armour, what is encrypted says so.</summary>
internal static class PgpText
{
    public const string Encrypted = "[This mail is encrypted (OpenPGP). It can only be read with its recipient's key.]";

    private const string Message = "-----BEGIN PGP MESSAGE-----", MessageEnd = "-----END PGP MESSAGE-----",
        Signed = "-----BEGIN PGP SIGNED MESSAGE-----",
        Signature = "-----BEGIN PGP SIGNATURE-----", SignatureEnd = "-----END PGP SIGNATURE-----";

    /// <param name="text">The text.</param>
    /// <param name="open">Opens an encrypted block; null when it cannot.</param>
    public static string Read(string text, Func<string, string?> open)
    {
        if (!text.Contains("-----BEGIN PGP ", StringComparison.Ordinal))
            return text;
        var result = new List<string>();
        string? skipTo = null;
        List<string>? block = null;
        var isSigned = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            block?.Add(line);
            if (block is not null && line == MessageEnd)
            {
                result.Add(open(string.Join('\n', block)) ?? Encrypted);
                block = null;
                continue;
            }

            if (block is not null)
                continue;
            if (skipTo is not null)
            {
                if (line == skipTo)
                    skipTo = null;
                continue;
            }

            switch (line)
            {
                case Message:
                    block = [line];
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

        // One without its end cannot be opened.
        if (block is not null)
            result.Add(open("") ?? Encrypted);
        return string.Join('\n', result);
    }
}
