using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Azure.Privacy;

/// <summary>Everything that a user's partition holds but the user's own record and the name that the audit log has for them, which
/// <see cref="Core.Privacy.EraseAccount"/> removes at the end; with blobs and look-ups. Kinds of items that come later need nothing
/// here.</summary>
internal sealed class CosmosMailData(CosmosDatabase database, MailLookUps lookUps, IRawMailStore blobs) : IUserData
{
    private const int MaxDeleted = 90;

    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        var query = new CosmosQuery("VALUE c.id", "c.id >= @first") { PageSize = 1_000 }.With("@first", "");
        var found = false;
        await foreach (var id in partition.QueryAsync<string>("erase.list", query, cancellation)
            .Where(static id => id is not (UserKeys.User or UserKeys.Pseudonym))
            .Chunk(MaxDeleted))
        {
            found = true;
            await DeleteAsync(partition, id, cancellation);
        }

        found |= await blobs.DeleteAllAsync(owner, cancellation);

        // Last: stopped before, it is found by them.
        return await lookUps.ForgetAsync(owner, cancellation) || found;
    }

    private static async Task DeleteAsync(CosmosPartition partition, string[] ids, CancellationToken cancellation)
    {
        var batch = partition.Batch("erase.delete");
        foreach (var id in ids)
            batch.Delete(id);
        if (await batch.ExecuteAsync(cancellation))
            return;

        // One of them went meanwhile.
        foreach (var id in ids)
            await partition.DeleteAsync("erase.delete", id, etag: null, cancellation);
    }
}
