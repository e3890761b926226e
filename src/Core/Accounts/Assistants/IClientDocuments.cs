namespace InboxMind.Core.Accounts.Assistants;

/// <summary>Documents in which programs describe themselves at an address of their own (OAuth Client ID Metadata Document). Anyone may name
/// any address: an adapter reaches nothing but the public internet.</summary>
public interface IClientDocuments
{
    /// <summary>Reads one.</summary>
    /// <param name="address">The address: https, with a path.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>At most <see cref="ClientDescription.MaxLength"/> characters of JSON; null when it cannot be had.</returns>
    Task<string?> ReadAsync(Uri address, CancellationToken cancellation);
}
