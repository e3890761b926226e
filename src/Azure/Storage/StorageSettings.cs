using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using InboxMind.Azure.Credentials;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Azure.Storage;

/// <summary>Which storage account to use: by a connection string, or by its addresses and the machine's own identity.</summary>
internal sealed partial class StorageSettings
{
    private readonly string? _connection;
    private readonly Uri? _queues;
    private readonly Uri? _blobs;

    private readonly TokenCredential? _identity;

    private StorageSettings(string connection) => _connection = connection;

    private StorageSettings(Uri queues, Uri blobs, TokenCredential identity) =>
        (_queues, _blobs, _identity) = (queues, blobs, identity);

    /// <summary>Reads them; null when none are set.</summary>
    /// <param name="section">Names the account.</param>
    /// <param name="azure">Says as whom the app signs in to it, when it is not by a connection string.</param>
    /// <exception cref="SettingsException">One is missing or wrong.</exception>
    public static StorageSettings? Read(IConfigurationSection section, IConfigurationSection azure)
    {
        var (connection, account, clientId) = (section.Value, section["accountName"], section["clientId"]);
        if (!string.IsNullOrWhiteSpace(account) && !AccountName().IsMatch(account))
            throw new SettingsException($"{section.Path}:accountName must be 3 to 24 lower-case letters and digits.");
        var (queues, blobs) = string.IsNullOrWhiteSpace(account)
            ? (section["queueServiceUri"], section["blobServiceUri"])
            : ($"https://{account}.queue.core.windows.net", $"https://{account}.blob.core.windows.net");
        var hasAddress = !string.IsNullOrWhiteSpace(queues) || !string.IsNullOrWhiteSpace(blobs);
        if (string.IsNullOrWhiteSpace(connection))
        {
            return hasAddress
                ? new StorageSettings(
                    Address(queues, $"{section.Path}:queueServiceUri", "queue"), Address(blobs, $"{section.Path}:blobServiceUri", "blob"),
                    AzureIdentity.Read(azure, clientId))
                : null;
        }

        return hasAddress
            ? throw new SettingsException(
                $"Set either {section.Path} or {section.Path}:queueServiceUri and {section.Path}:blobServiceUri, not both.")
            : OfConnection(connection, section.Path);
    }

    /// <exception cref="SettingsException">It is none.</exception>
    public static StorageSettings OfConnection(string connection, string name = "Storage")
    {
        var settings = new StorageSettings(connection);
        try
        {
            // Only looked at: a text that is none is told at the start, and without repeating it.
            _ = settings.Queues(new QueueClientOptions());
            _ = settings.Blobs(new BlobClientOptions());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            throw new SettingsException(
                $"{name} must be the connection string of a storage account with queues and blobs, or UseDevelopmentStorage=true.");
        }

        return settings;
    }

    public QueueServiceClient Queues(QueueClientOptions options) => _connection is null
        ? new QueueServiceClient(_queues, _identity, options)
        : new QueueServiceClient(_connection, options);

    public BlobServiceClient Blobs(BlobClientOptions options) => _connection is null
        ? new BlobServiceClient(_blobs, _identity, options)
        : new BlobServiceClient(_connection, options);

    /// <summary>Whether the account is Azurite on this machine.</summary>
    public bool IsLocal => Blobs(new BlobClientOptions()).Uri.IsLoopback;

    /// <summary>Without the key.</summary>
    public override string ToString() => nameof(StorageSettings);

    private static Uri Address(string? text, string name, string service) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new SettingsException($"{name} must be an https address such as https://ACCOUNT.{service}.core.windows.net.");

    [GeneratedRegex("^[a-z0-9]{3,24}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountName();
}
