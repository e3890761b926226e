using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using InboxMind.Azure.Storage;
using InboxMind.Core.Index;

namespace InboxMind.Azure.Index;

/// <summary>Index files in blobs: for each user a folder with the head and the packs, whose name is a digest.</summary>
internal sealed class BlobIndexStorage(StorageClients clients) : IIndexStorage
{
    public const string Container = "index";

    /// <summary>Comes before the packs, whose names begin with p.</summary>
    private const string Head = "head";

    private const int SideBySide = 16;

    /// <summary>How long a turn lasts when it is not given back, such as by a writer that was stopped.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(Container);

    public Task<IndexHead?> ReadHeadAsync(Owner owner, IndexHead? known, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                var options = new BlobDownloadOptions
                {
                    Conditions = known is null ? null : new BlobRequestConditions { IfNoneMatch = new ETag(known.Tag) },
                };
                var answer = await HeadOf(owner).DownloadContentAsync(options, cancellation);
                if (answer.GetRawResponse().Status == 304)
                    return known;
                var found = answer.Value;
                return new IndexHead(found.Details.ETag.ToString(), found.Content.ToMemory());
            }
            catch (RequestFailedException e) when (e.Status is 404)
            {
                return null;
            }
        },
        cancellation);

    public Task<IndexHead?> TryWriteHeadAsync(
        Owner owner, ReadOnlyMemory<byte> content, IndexHead? before, Guid? turn, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync(
        async () =>
        {
            var options = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions
                {
                    IfMatch = before is null ? null : new ETag(before.Tag),
                    IfNoneMatch = before is null ? ETag.All : null,
                    LeaseId = turn?.ToString(),
                },
            };
            try
            {
                var written = (await HeadOf(owner).UploadAsync(new BinaryData(content), options, cancellation)).Value;
                return new IndexHead(written.ETag.ToString(), content);
            }
            catch (RequestFailedException e) when (e.Status is 412 or 404 || e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                // Also when a lease was lost, or is another's.
                return null;
            }
        },
        cancellation);

    public Task<bool> TryTakeTurnAsync(Owner owner, Guid turn, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                await HeadOf(owner).GetBlobLeaseClient(turn.ToString()).AcquireAsync(Turn, cancellationToken: cancellation);
                return true;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
            {
                return false;
            }
            catch (RequestFailedException e) when (e.Status is 404)
            {
                // There is none to wait for.
                return true;
            }
        },
        cancellation);

    public Task GiveBackTurnAsync(Owner owner, Guid turn, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                await HeadOf(owner).GetBlobLeaseClient(turn.ToString()).ReleaseAsync(cancellationToken: cancellation);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
            {
                // It is over already.
            }
        },
        cancellation);

    public Task DeleteHeadAsync(Owner owner, IndexHead head, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                await DeleteAsync(HeadOf(owner), new BlobRequestConditions { IfMatch = new ETag(head.Tag) }, cancellation);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ConditionNotMet)
            {
                // Another one is there by now.
            }
        },
        cancellation);

    public Task<ReadOnlyMemory<byte>?> ReadPackAsync(Owner owner, string name, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync<ReadOnlyMemory<byte>?>(
        async () =>
        {
            try
            {
                return (await Blob(Prefix(owner) + name).DownloadContentAsync(cancellation)).Value.Content.ToMemory();
            }
            catch (RequestFailedException e) when (e.Status is 404)
            {
                return null;
            }
        },
        cancellation);

    public Task WritePackAsync(Owner owner, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                await Blob(Prefix(owner) + name).UploadAsync(new BinaryData(content), overwrite: true, cancellation);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation);
                await Blob(Prefix(owner) + name).UploadAsync(new BinaryData(content), overwrite: true, cancellation);
            }
        },
        cancellation);

    public Task DeletePacksAsync(Owner owner, IReadOnlyCollection<string> names, CancellationToken cancellation) =>
        EachAsync(names.Select(name => Prefix(owner) + name), cancellation);

    public Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            // The head first: no one finds the packs any more.
            var found = await DeleteAsync(HeadOf(owner), conditions: null, cancellation);
            var packs = new List<string>();
            try
            {
                await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = Prefix(owner) }, cancellation))
                    packs.Add(blob.Name);
            }
            catch (RequestFailedException e) when (e.Status is 404)
            {
                return found;
            }

            await EachAsync(packs, cancellation);
            return found || packs.Count > 0;
        },
        cancellation);

    public Task<int> DeleteLeftoversAsync(
        DateTimeOffset writtenBefore, Func<ReadOnlyMemory<byte>, IReadOnlyCollection<string>> named, CancellationToken cancellation) =>
        StorageErrors.TranslateAsync(
        async () =>
        {
            var (deleted, prefix, old) = (0, "", new List<string>());
            try
            {
                await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions(), cancellation))
                {
                    var its = blob.Name[..(blob.Name.IndexOf('/', StringComparison.Ordinal) + 1)];
                    if (its != prefix)
                    {
                        deleted += await DeleteUnnamedAsync(prefix, old, named, cancellation);
                        (prefix, old) = (its, []);
                    }

                    if (blob.Name != prefix + Head && blob.Properties.LastModified < writtenBefore)
                        old.Add(blob.Name);
                }
            }
            catch (RequestFailedException e) when (e.Status is 404)
            {
                return 0;
            }

            return deleted + await DeleteUnnamedAsync(prefix, old, named, cancellation);
        },
        cancellation);

    private async Task<int> DeleteUnnamedAsync(
        string prefix, List<string> old, Func<ReadOnlyMemory<byte>, IReadOnlyCollection<string>> named, CancellationToken cancellation)
    {
        if (old.Count == 0)
            return 0;
        HashSet<string> kept = [];
        try
        {
            var head = (await Blob(prefix + Head).DownloadContentAsync(cancellation)).Value.Content;
            kept = [.. named(head.ToMemory()).Select(name => prefix + name)];
        }
        catch (RequestFailedException e) when (e.Status is 404)
        {
            // Whoever makes an index now gives its packs names of their own, and they are young.
        }

        List<string> left = [.. old.Where(name => !kept.Contains(name))];
        await EachAsync(left, cancellation);
        return left.Count;
    }

    private Task EachAsync(IEnumerable<string> names, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        () => Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (name, stop) => await DeleteAsync(Blob(name), conditions: null, stop)),
        cancellation);

    /// <summary>Whoever holds a lease does not keep a blob from being deleted.</summary>
    private static async Task<bool> DeleteAsync(BlobClient blob, BlobRequestConditions? conditions, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return (await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellation)).Value;
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseIdMissing)
            {
                await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
            }
        }
    }

    private BlobClient HeadOf(Owner owner) => Blob(Prefix(owner) + Head);

    private BlobClient Blob(string name) => _container.GetBlobClient(name);

    /// <summary>Nothing of a person is to be read in it.</summary>
    private static string Prefix(Owner owner) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"index-1\n{owner.User.Value}")))}/";
}
