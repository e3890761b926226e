namespace InboxMind.Embedded.Decryption;

/// <summary>Where the password of a key is.</summary>
/// <param name="Value">The password itself; null when it is not set.</param>
/// <param name="File">A file whose first line is it; null when there is none.</param>
internal sealed record KeyPassword(string? Value, string? File)
{
    /// <summary>The password; empty when there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it.</exception>
    public string Read() => Value ?? (File is null ? "" : System.IO.File.ReadLines(File).FirstOrDefault() ?? "");

    /// <summary>Whether it can be read at all.</summary>
    public bool IsReadable
    {
        get
        {
            try
            {
                return Read() is not null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Says nothing of what it is.</summary>
    public override string ToString() => nameof(KeyPassword);
}
