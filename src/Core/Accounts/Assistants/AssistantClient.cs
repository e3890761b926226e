namespace InboxMind.Core.Accounts.Assistants;

/// <summary>A program that asks to read a user's mail, as it describes itself.</summary>
/// <param name="Id">Its <c>client_id</c>.</param>
/// <param name="Name">What it calls itself; cleaned like a display name, never empty.</param>
/// <param name="RedirectUris">Where the browser may be sent back to.</param>
public sealed record AssistantClient(string Id, string Name, IReadOnlyList<string> RedirectUris)
{
    /// <summary>The host whose document describes it; null when anyone could have written the description.</summary>
    public string? Host { get; init; }

    /// <summary>Whether it takes the browser back there: an address of its own, letter by letter; one on the user's machine with any port
    /// (RFC 8252, 7.3).</summary>
    public bool Takes(string? redirectUri) => redirectUri is not null
        && (RedirectUris.Contains(redirectUri)
            || (WithoutPort(redirectUri) is { } asked && RedirectUris.Any(u => WithoutPort(u) == asked)));

    private static string? WithoutPort(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback
            && parsed.UserInfo.Length == 0
            ? $"{parsed.Host}{parsed.PathAndQuery}"
            : null;
}
