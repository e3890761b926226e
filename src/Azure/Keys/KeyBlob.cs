using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using InboxMind.Azure.Storage;

namespace InboxMind.Azure.Keys;

/// <summary>A small blob that several instances change: each change is made to what was read and written only if that is still there, so
/// that no two writers lose what the other wrote.</summary>
internal sealed class KeyBlob(StorageClients clients, string name)
{
    public const string Container = "keys";

    /// <summary>Each round one writer wins; more of them at once there will not be.</summary>
    private const int MaxRounds = 64;

    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(Container);

    private BlobClient Blob => _container.GetBlobClient(name);

    /// <returns>Null when there is none yet.</returns>
    public async Task<BinaryData?> ReadAsync(CancellationToken cancellation) => (await FindAsync(cancellation)).Content;

    /// <summary>Changes it as one step.</summary>
    /// <param name="change">Gives the new content for the old one, which is null at first; null for no change. May be called more than
    /// once, and after a call whose answer was lost it is given what it wrote itself.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task ChangeAsync(Func<BinaryData?, BinaryData?> change, CancellationToken cancellation)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var (content, tag) = await FindAsync(cancellation);
            if (change(content) is not { } changed || await TryWriteAsync(changed, tag, cancellation))
                return;
        }

        throw new AzureStorageException($"The blob {Container}/{name} is changed again and again, and cannot be written.");
    }

    private Task<(BinaryData? Content, ETag? Tag)> FindAsync(CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                var found = (await Blob.DownloadContentAsync(cancellation)).Value;
                return (found.Content, found.Details.ETag);
            }
            catch (RequestFailedException e) when (e.Status is 404)
            {
                return ((BinaryData?)null, (ETag?)null);
            }
        },
        cancellation);

    /// <returns>False when it is not any more as it was read.</returns>
    private Task<bool> TryWriteAsync(BinaryData content, ETag? tag, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            var options = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfMatch = tag, IfNoneMatch = tag is null ? ETag.All : null },
            };
            try
            {
                await Blob.UploadAsync(content, options, cancellation);
                return true;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation);
                return false;
            }
            catch (RequestFailedException e) when (e.Status is 412 || e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                return false;
            }
        },
        cancellation);
}
