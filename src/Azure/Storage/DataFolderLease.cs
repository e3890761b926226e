using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace InboxMind.Azure.Storage;

/// <summary>Sees to it that instances which share a storage account share a data folder too: work in a queue names mail by ids that another
/// folder does not hold. Its lease has the folder's id, so that processes on one folder hold it together.</summary>
public sealed class DataFolderLease
{
    /// <summary>How often it is renewed.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);

    /// <summary>After this without renewal another folder may have it.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    private readonly BlobContainerClient _container;

    internal DataFolderLease(StorageClients clients) => _container = clients.Blobs.GetBlobContainerClient("instances");

    /// <summary>Takes it, or renews it.</summary>
    /// <param name="folder">The data folder's id.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>False when another folder has it.</returns>
    /// <exception cref="AzureStorageException">The account cannot be used for now.</exception>
    public Task<bool> TryHoldAsync(Guid folder, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            var blob = _container.GetBlobClient("data-folder");
            try
            {
                try
                {
                    await blob.GetBlobLeaseClient(folder.ToString()).AcquireAsync(Duration, cancellationToken: cancellation);
                }
                catch (RequestFailedException e) when (e.Status is 404)
                {
                    await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation);
                    await MakeAsync(blob, cancellation);
                    await blob.GetBlobLeaseClient(folder.ToString()).AcquireAsync(Duration, cancellationToken: cancellation);
                }

                return true;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
            {
                return false;
            }
        },
        cancellation);

    private static async Task MakeAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(
                BinaryData.FromString(""),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another instance made it just now.
        }
    }
}
