namespace InboxMind.Core.Health;

/// <summary>Tells until when the certificate that protects the keys is valid. On one machine there is none.</summary>
public interface ICertificateExpiry
{
    /// <summary>When it expires; null when it does not, or there is none.</summary>
    Task<DateTimeOffset?> ExpiresOnAsync(CancellationToken cancellation);
}
