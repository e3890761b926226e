namespace InboxMind.Core.Accounts.Assistants;

/// <summary>Finds the program that a <c>client_id</c> stands for: one that described itself when it registered, or one whose id is the
/// address of its description.</summary>
public sealed class FindClient(IEnumerable<IClientDocuments> documents)
{
    private const int MaxAddress = 500;

    /// <summary>Whether addresses are looked up here.</summary>
    public bool ReadsDocuments => documents.Any();

    /// <returns>The program; null when there is none.</returns>
    public async Task<AssistantClient?> FindAsync(string? id, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        if (!id.StartsWith("https://", StringComparison.Ordinal))
            return ClientDescription.OfId(id);
        if (id.Length > MaxAddress || id.Any(static c => c <= ' ' || c >= '\u007F') || !Uri.TryCreate(id, UriKind.Absolute, out var address)
            || address is not { UserInfo: "", Fragment: "", HostNameType: UriHostNameType.Dns, IsDefaultPort: true }
            || address.AbsolutePath.Length < 2 || address.AbsoluteUri != id)
            return null;
        foreach (var source in documents)
        {
            if (await source.ReadAsync(address, cancellation) is { } json
                && ClientDescription.Read(json, id).Client is { } client)
                return client with { Host = address.Host };
        }

        return null;
    }
}
