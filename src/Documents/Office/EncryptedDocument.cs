namespace InboxMind.Documents.Office;

/// <summary>An office document of today that is encrypted lies in a compound file (MS-CFB).</summary>
internal static class EncryptedDocument
{
    /// <summary>The stream that it lies in (MS-OFFCRYPTO 2.3.4.4), in UTF-16.</summary>
    private static readonly byte[] Package = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");

    public static bool IsOne(ReadOnlySpan<byte> file) => file.IndexOf(Package) >= 0;
}
