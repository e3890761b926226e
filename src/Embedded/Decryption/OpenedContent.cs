namespace InboxMind.Embedded.Decryption;

/// <summary>Reads what comes out of decryption or unpacking, which may be any length.</summary>
internal static class OpenedContent
{
    /// <summary>Bytes at most.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    private const int PieceBytes = 64 * 1024;

    /// <summary>All of it; null when it is longer than mail that is read.</summary>
    public static byte[]? Read(Stream content)
    {
        using var whole = new MemoryStream();
        var piece = new byte[PieceBytes];
        while (content.Read(piece) is var count and > 0)
        {
            if (whole.Length + count > MaxBytes)
                return null;
            whole.Write(piece, 0, count);
        }

        return whole.ToArray();
    }
}
