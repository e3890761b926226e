using Azure.Core;
using InboxMind.Azure.Credentials;
using InboxMind.Core.Settings;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Azure.Cosmos;

/// <summary>Which Cosmos DB account to use: by its address and the machine's own identity. A key is for an emulator on this machine
/// alone.</summary>
internal sealed class CosmosSettings
{
    public const string UsualDatabase = "inboxmind";

    private readonly string? _key;

    private readonly TokenCredential? _identity;

    private CosmosSettings(Uri endpoint, string database, string? key, TokenCredential? identity) =>
        (Endpoint, Database, _key, _identity) = (endpoint, database, key, identity);

    public Uri Endpoint { get; }

    public string Database { get; }

    /// <summary>Whether it is an emulator: a single place, reached by a key.</summary>
    public bool IsEmulator => _key is not null;

    /// <summary>Reads them; null when none are set.</summary>
    /// <param name="section"><c>accountEndpoint</c>; and <c>database</c>, <c>clientId</c>, <c>key</c>.</param>
    /// <param name="azure">Says as whom the app signs in.</param>
    /// <exception cref="SettingsException">One is missing or wrong.</exception>
    public static CosmosSettings? Read(IConfigurationSection section, IConfigurationSection azure)
    {
        var (address, database, key) = (section["accountEndpoint"], section["database"], section["key"]);
        if (string.IsNullOrWhiteSpace(address))
        {
            return string.IsNullOrWhiteSpace(key) && (string.IsNullOrWhiteSpace(database) || database == UsualDatabase)
                ? null
                : throw new SettingsException($"Set {section.Path}:accountEndpoint to the address of the Cosmos DB account.");
        }

        if (string.IsNullOrWhiteSpace(database))
            database = UsualDatabase;
        if (database.Length > 255 || database.AsSpan().IndexOfAny("/\\?#") >= 0 || database != database.Trim())
            throw new SettingsException($"{section.Path}:database must be the name of a database, without /, \\, ? and #.");
        var endpoint = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Query: "", Fragment: "", UserInfo: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
                ? uri
                : throw new SettingsException(
                    $"{section.Path}:accountEndpoint must be an https address such as https://ACCOUNT.documents.azure.com.");
        if (string.IsNullOrWhiteSpace(key))
        {
            return endpoint.Scheme == Uri.UriSchemeHttps
                ? new CosmosSettings(endpoint, database, key: null, AzureIdentity.Read(azure, section["clientId"]))
                : throw new SettingsException(
                    $"{section.Path}:accountEndpoint must be an https address; an emulator needs {section.Path}:key.");
        }

        if (!endpoint.IsLoopback)
        {
            throw new SettingsException(
                $"{section.Path}:key is for an emulator on this machine only; an account is used with the identity of the machine.");
        }

        return Convert.TryFromBase64String(key, new byte[key.Length], out _)
            ? new CosmosSettings(endpoint, database, key, identity: null)
            : throw new SettingsException($"{section.Path}:key must be the key of the emulator, in Base64.");
    }

    /// <summary>An emulator on this machine.</summary>
    public static CosmosSettings OfEmulator(Uri endpoint, string key, string database = UsualDatabase) =>
        new(endpoint, database, key, identity: null);

    /// <summary>A client of the account; it connects when it is first used.</summary>
    public CosmosClient Client(CosmosClientOptions options) => _key is null
        ? new CosmosClient(Endpoint.AbsoluteUri, _identity, options)
        : new CosmosClient(Endpoint.AbsoluteUri, _key, options);

    /// <summary>Without the key.</summary>
    public override string ToString() => nameof(CosmosSettings);
}
