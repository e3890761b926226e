using System.Runtime.InteropServices;
using InboxMind.Core.Accounts;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Core.Search;

namespace InboxMind.Embedded.Index;

/// <summary>Words (FTS5) and vectors (exact scan) of each user in one SQLite file.</summary>
internal sealed class SqliteMailIndex(IndexFiles files) : IMailIndex, IVectorCache
{
    /// <summary>Characters written in one transaction; more would keep other processes waiting.</summary>
    private const int TransactionCharacters = 400_000;

    public async Task WriteAsync(Tenant tenant, string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation)
    {
        var database = files.Of(tenant).Database;
        for (var start = 0; start < mails.Count;)
        {
            int count = 0, characters = 0;
            while (start + count < mails.Count && (count == 0 || characters < TransactionCharacters))
                characters += mails[start + count++].Text.Length;
            var batch = mails.Skip(start).Take(count);
            await database.WriteAsync(
                session =>
                {
                    var writer = new IndexWriter(session, model);
                    foreach (var mail in batch)
                        writer.Write(mail);
                    writer.Finish();
                },
                cancellation);
            start += count;
        }
    }

    public async Task RemoveAsync(Tenant tenant, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return;
        var database = files.Of(tenant).Database;
        await database.WriteAsync(
            session =>
            {
                var writer = new IndexWriter(session, "");
                foreach (var id in ids)
                    writer.Remove(id);
                writer.Finish();
            },
            cancellation);
        await database.EmptyLogAsync(cancellation);
    }

    public Task<IReadOnlyList<IndexHit>> SearchAsync(Tenant tenant, IndexQuery query, CancellationToken cancellation)
    {
        var file = files.Of(tenant);
        return Task.FromResult(file.Database.Read(session => new IndexSearch(session, file, query).Run()));
    }

    public Task<long> RevisionAsync(Tenant tenant, CancellationToken cancellation) =>
        Task.FromResult(files.Of(tenant).Database.Read(static session => session.Scalar("SELECT revision FROM state")));

    public Task<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>> FindAsync(
        Tenant tenant, string model, IReadOnlyCollection<ContentHash> hashes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<ContentHash, ReadOnlyMemory<float>>>(files.Of(tenant).Database.Read(session =>
        {
            var found = new Dictionary<ContentHash, ReadOnlyMemory<float>>();
            foreach (var hash in hashes)
            {
                if (session.Prepare("SELECT data FROM vector WHERE model = ?1 AND hash = ?2").Scalar(model, hash.ToBytes()) is byte[] data)
                    found[hash] = MemoryMarshal.Cast<byte, float>(data).ToArray();
            }

            return found;
        }));
}
