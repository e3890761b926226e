using Azure;
using Azure.Core;
using InboxMind.Azure.Credentials;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Azure.Search;

/// <summary>Which Azure AI Search service holds the index: by its address and the machine's own identity, or an admin key.</summary>
internal sealed class SearchSettings
{
    private SearchSettings(Uri endpoint, AzureKeyCredential? key, TokenCredential? identity) =>
        (Endpoint, Key, Identity) = (endpoint, key, identity);

    public Uri Endpoint { get; }

    public AzureKeyCredential? Key { get; }

    public TokenCredential? Identity { get; }

    /// <summary>Whether the service's semantic ranker orders the best mails again.</summary>
    public bool IsSemantic { get; init; }

    /// <summary>Reads them; null when no service is named.</summary>
    /// <param name="section"><c>Endpoint</c>; <c>ApiKey</c>, unless the machine's identity signs in; <c>Semantic</c>.</param>
    /// <param name="azure">Says as whom the app signs in.</param>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public static SearchSettings? Read(IConfigurationSection section, IConfigurationSection azure)
    {
        if (string.IsNullOrWhiteSpace(section["Endpoint"]))
            return null;
        if (!Uri.TryCreate(section["Endpoint"], UriKind.Absolute, out var endpoint)
            || endpoint is not { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" })
            throw new SettingsException($"{section.Path}:Endpoint must be an https address such as https://NAME.search.windows.net.");
        var key = section["ApiKey"] is { Length: > 0 } given ? new AzureKeyCredential(given) : null;
        return new SearchSettings(endpoint, key, key is null ? AzureIdentity.Read(azure) : null)
        {
            IsSemantic = section["Semantic"] is { Length: > 0 } text
                && (bool.TryParse(text, out var value) ? value
                    : throw new SettingsException($"{section.Path}:Semantic must be true or false.")),
        };
    }

    /// <summary>The same, signed in with another identity.</summary>
    public SearchSettings With(TokenCredential identity) => new(Endpoint, null, identity) { IsSemantic = IsSemantic };

    /// <summary>Without the key.</summary>
    public override string ToString() => $"the search service {Endpoint.Host}";
}
