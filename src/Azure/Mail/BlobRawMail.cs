using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using InboxMind.Azure.Storage;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Azure.Mail;

/// <summary>Raw mail in blobs, compressed, one a mail.</summary>
internal sealed class BlobRawMail(StorageClients clients) : IRawMailStore
{
    public const string Container = "raw-mail";

    /// <summary>Calls at once: the service takes one blob a call.</summary>
    private const int SideBySide = 16;

    /// <summary>The length before compression, in bytes.</summary>
    private const string Size = "size";

    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(Container);

    public Task SaveAsync(Owner owner, IReadOnlyCollection<RawMailToSave> mails, CancellationToken cancellation) => EachAsync(
        mails, (mail, stop) => SaveAsync(owner, mail, stop), cancellation);

    public Task<Stream?> OpenAsync(Owner owner, EmailId id, CancellationToken cancellation) => OrMissingAsync<Stream?>(
        async () =>
        {
            var download = (await Blob(owner, id).DownloadStreamingAsync(options: null, cancellation)).Value;
            return download.Details.Metadata.TryGetValue(Size, out var text)
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? Compression.Open(download.Content, size)
                    : throw new InvalidDataException("A raw mail in the storage account does not say how long it is.");
        },
        null, cancellation);

    public async Task<IReadOnlyCollection<EmailId>> DeleteAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, Func<IReadOnlyCollection<EmailId>, Task<IReadOnlyCollection<EmailId>>> unwanted,
        CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<EmailId, ETag>();
        await EachAsync(
            ids,
            async (id, stop) =>
            {
                if (await TagAsync(owner, id, stop) is { } tag)
                    found[id] = tag;
            },
            cancellation);
        if (found.IsEmpty)
            return [];

        // Only as it was found: one that was saved again since has another tag.
        var held = new ConcurrentBag<EmailId>();
        await EachAsync(
            await unwanted([.. found.Keys]),
            async (id, stop) =>
            {
                if (!await DeleteAsync(Blob(owner, id), new BlobRequestConditions { IfMatch = found[id] }, stop))
                    held.Add(id);
            },
            cancellation);
        return held;
    }

    public Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation) => OrMissingAsync(
        async () =>
        {
            var found = false;
            var held = 0;
            await foreach (var page in _container
                .GetBlobsAsync(new GetBlobsOptions { Prefix = RawMailName.Prefix(owner) }, cancellation).AsPages())
            {
                found |= page.Values.Count > 0;
                await EachAsync(
                    page.Values,
                    async (blob, stop) =>
                    {
                        if (!await DeleteAsync(_container.GetBlobClient(blob.Name), conditions: null, stop))
                            Interlocked.Increment(ref held);
                    },
                    cancellation);
            }

            return held == 0
                ? found
                : throw new AzureStorageException(
                    "The storage account holds raw mail against deletion, by a lease or a policy; all else was deleted.");
        },
        false, cancellation);

    /// <returns>False when the account holds the blob against deletion; one that is not there, or no more as it was, is none of
    /// ours.</returns>
    private static Task<bool> DeleteAsync(BlobClient blob, BlobRequestConditions? conditions, CancellationToken cancellation) =>
        OrMissingAsync(
        async () =>
        {
            try
            {
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellation);
                return true;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseIdMissing
                || e.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy)
            {
                return false;
            }
        },
        true, cancellation);

    private async Task SaveAsync(Owner owner, RawMailToSave mail, CancellationToken cancellation)
    {
        var content = new BinaryData(Compression.Compress(mail.Raw.Span));
        var options = new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string> { [Size] = mail.Raw.Length.ToString(CultureInfo.InvariantCulture) },
        };
        try
        {
            await Blob(owner, mail.Id).UploadAsync(content, options, cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation);
            await Blob(owner, mail.Id).UploadAsync(content, options, cancellation);
        }
    }

    private Task<ETag?> TagAsync(Owner owner, EmailId id, CancellationToken cancellation) => OrMissingAsync<ETag?>(
        async () => (await Blob(owner, id).GetPropertiesAsync(conditions: null, cancellation)).Value.ETag, null, cancellation);

    private BlobClient Blob(Owner owner, EmailId id) => _container.GetBlobClient(RawMailName.For(owner, id));

    private static Task EachAsync<T>(IReadOnlyCollection<T> all, Func<T, CancellationToken, Task> call, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync(
            () => Parallel.ForEachAsync(
                all, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
                async (one, stop) => await call(one, stop)),
            cancellation);

    /// <summary>A blob that is not there, or no more as it was, gives another value.</summary>
    private static Task<T> OrMissingAsync<T>(Func<Task<T>> call, T otherwise, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                return await call();
            }
            catch (RequestFailedException e) when (e.Status is 404 || e.ErrorCode == BlobErrorCode.ConditionNotMet)
            {
                return otherwise;
            }
        },
        cancellation);
}
