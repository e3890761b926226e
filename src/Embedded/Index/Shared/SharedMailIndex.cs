using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>The index files of <see cref="SqliteMailIndex"/>, shared by several instances: see <see cref="SharedIndex"/>.</summary>
internal sealed class SharedMailIndex(SharedIndexes indexes) : IMailIndex, IAttachmentIndex, IVectorCache
{
    public async Task<IndexState> WriteAsync(Owner owner, string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation) =>
        mails.Count == 0
            ? await StateAsync(owner, cancellation)
            : await WriteAsync(owner, index => index.WriteAsync(owner, model, mails, cancellation), erases: false, cancellation);

    public async Task<IndexState?> RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) =>
        ids.Count == 0 || await Head(owner, cancellation) is null
            ? null
            : await WriteAsync(owner, index => index.RemoveAsync(owner, ids, cancellation), erases: true, cancellation);

    public Task ClearAsync(Owner owner, CancellationToken cancellation) => indexes.EraseAsync(owner, cancellation);

    public async Task<IndexState> StateAsync(Owner owner, CancellationToken cancellation) =>
        (await Head(owner, cancellation))?.State ?? IndexState.None;

    public Task<IReadOnlyDictionary<EmailId, long>> VersionsAsync(
        Owner owner, EmailId? after, EmailId? last, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyDictionary<EmailId, long>>(
            owner, index => index.VersionsAsync(owner, after, last, cancellation), new Dictionary<EmailId, long>(), cancellation);

    public Task<IReadOnlyList<IndexHit>> SearchAsync(Owner owner, IndexQuery query, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<IndexHit>>(owner, index => index.SearchAsync(owner, query, cancellation), [], cancellation);

    public Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, MailRange range, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<MailPosition>>(owner, index => index.ListAsync(owner, query, among, range, cancellation), [], cancellation);

    public Task<long> CountAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, CancellationToken cancellation) =>
        ReadAsync(owner, index => index.CountAsync(owner, query, among, cancellation), 0L, cancellation);

    public async Task WriteVectorsAsync(Owner owner, string model, IReadOnlyList<MailVectors> mails, CancellationToken cancellation)
    {
        if (mails.Count > 0 && await Head(owner, cancellation) is not null)
            await WriteAsync(owner, Write, erases: false, cancellation);

        async Task<bool> Write(SqliteMailIndex index)
        {
            await index.WriteVectorsAsync(owner, model, mails, cancellation);
            return true;
        }
    }

    public async Task RemoveVectorsAsync(Owner owner, string except, CancellationToken cancellation)
    {
        if (await Head(owner, cancellation) is not null)
            await WriteAsync(owner, Write, erases: false, cancellation);

        async Task<bool> Write(SqliteMailIndex index)
        {
            await index.RemoveVectorsAsync(owner, except, cancellation);
            return true;
        }
    }

    public Task<IReadOnlyList<string>> VectorModelsAsync(Owner owner, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<string>>(owner, index => index.VectorModelsAsync(owner, cancellation), [], cancellation);

    public Task<IReadOnlyList<EmailId>> WithoutVectorsAsync(Owner owner, string model, int limit, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<EmailId>>(owner, index => index.WithoutVectorsAsync(owner, model, limit, cancellation), [], cancellation);

    public Task<long> CountWithoutVectorsAsync(Owner owner, string model, CancellationToken cancellation) =>
        ReadAsync(owner, index => index.CountWithoutVectorsAsync(owner, model, cancellation), 0L, cancellation);

    public Task<IReadOnlyList<EmailId>> WithoutAttachmentsAsync(Owner owner, int version, int limit, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<EmailId>>(
            owner, index => index.WithoutAttachmentsAsync(owner, version, limit, cancellation), [], cancellation);

    public async Task WriteAttachmentsAsync(
        Owner owner, int version, IReadOnlyList<MailAttachments> mails, CancellationToken cancellation)
    {
        if (mails.Count > 0 && await Head(owner, cancellation) is not null)
            await WriteAsync(owner, Write, erases: false, cancellation);

        async Task<bool> Write(SqliteMailIndex index)
        {
            await index.WriteAttachmentsAsync(owner, version, mails, cancellation);
            return true;
        }
    }

    public Task<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>> AttachmentsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyDictionary<EmailId, IReadOnlyList<AttachmentReading>>>(
            owner, index => index.AttachmentsAsync(owner, ids, cancellation), new Dictionary<EmailId, IReadOnlyList<AttachmentReading>>(),
            cancellation);

    public Task<AttachmentCounts> CountAttachmentsAsync(Owner owner, int version, CancellationToken cancellation) =>
        ReadAsync(owner, index => index.CountAttachmentsAsync(owner, version, cancellation), AttachmentCounts.None, cancellation);

    public async Task<long> RevisionAsync(Owner owner, CancellationToken cancellation) =>
        await indexes.Of(owner).HeadAsync(now: false, cancellation) is { } head ? head.Revision + head.Vectors : 0;

    public Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(
        Owner owner, string model, IReadOnlyCollection<ContentHash> hashes, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>>(
            owner, index => index.FindAsync(owner, model, hashes, cancellation), new Dictionary<ContentHash, ReadOnlyMemory<float>>(),
            cancellation);

    private Task<HeadContent?> Head(Owner owner, CancellationToken cancellation) => indexes.Of(owner).HeadAsync(now: true, cancellation);

    private async Task<T> ReadAsync<T>(Owner owner, Func<SqliteMailIndex, Task<T>> read, T none, CancellationToken cancellation)
    {
        var result = await indexes.Of(owner).ReadAsync(read, none, cancellation);
        await indexes.MakeRoomAsync(cancellation);
        return result;
    }

    private async Task<T> WriteAsync<T>(Owner owner, Func<SqliteMailIndex, Task<T>> write, bool erases, CancellationToken cancellation)
    {
        var result = await indexes.Of(owner).WriteAsync(write, erases, cancellation);
        await indexes.MakeRoomAsync(cancellation);
        return result;
    }
}
