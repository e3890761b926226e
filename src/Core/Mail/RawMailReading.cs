namespace InboxMind.Core.Mail;

/// <summary>Reads a raw mail as a whole, for those who need all of it.</summary>
public static class RawMailReading
{
    /// <summary>The raw mail, or null when it is not stored.</summary>
    public static async Task<byte[]?> GetRawAsync(this IMailStore store, Owner owner, EmailId id, CancellationToken cancellation)
    {
        await using var stream = await store.OpenRawAsync(owner, id, cancellation);
        if (stream is null)
            return null;
        var raw = new byte[stream.Length];
        await stream.ReadExactlyAsync(raw, cancellation);
        return raw;
    }
}
