using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace InboxMind.Azure.Storage;

/// <summary>The account's queues and blobs.</summary>
internal sealed class StorageClients
{
    /// <param name="settings">Which account.</param>
    /// <param name="configure">Changes how calls are made, such as to count them.</param>
    public StorageClients(StorageSettings settings, Action<ClientOptions>? configure = null)
    {
        // A version that the service has had for long, and that Azurite knows without being told to skip its check.
        var queues = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05);
        var blobs = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_11_05);
        foreach (var options in (ClientOptions[])[queues, blobs])
        {
            // What passes is tried again for some seconds; what lasts is told, and callers come again.
            options.Retry.Mode = RetryMode.Exponential;
            options.Retry.MaxRetries = 4;
            options.Retry.Delay = TimeSpan.FromMilliseconds(200);
            options.Retry.MaxDelay = TimeSpan.FromSeconds(3);
            options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
            options.Diagnostics.IsLoggingEnabled = false;
            configure?.Invoke(options);
        }

        Queues = settings.Queues(queues);
        Blobs = settings.Blobs(blobs);
    }

    public QueueServiceClient Queues { get; }

    public BlobServiceClient Blobs { get; }
}
