using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Changes a user's mail: reads, decides, and writes all of it in one transactional batch, provided that nothing of the user's
/// mail was changed meanwhile. Else it reads and decides again.</summary>
internal sealed class MailWriter(CosmosDatabase database, MailLookUps lookUps, TimeProvider time)
{
    private const int MaxTries = 30;

    /// <summary>Changes that are remembered by name.</summary>
    private const int MaxWrites = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(5);

    /// <param name="owner">Whose mail.</param>
    /// <param name="operation">Its name.</param>
    /// <param name="change">Reads and says what is to be written; may be called more than once.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<T> WriteAsync<T>(
        Owner owner, string operation, Func<MailTransaction, Task<T>> change, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var transaction = await BeginAsync(owner, cancellation);
            var result = await change(transaction);
            if (!transaction.IsChanged || await CommitAsync(owner, operation, transaction, cancellation))
                return result;
            if (tries == MaxTries)
                throw new CosmosUnusableException("A user's mail is being changed from many sides at once; try again in a moment.");

            // Real time, whatever the clock of the rest: another one is about to be done.
            await Task.Delay(FirstWait * (1 + (Random.Shared.NextDouble() * 2 * tries)), TimeProvider.System, cancellation);
        }
    }

    public Task WriteAsync(Owner owner, string operation, Func<MailTransaction, Task> change, CancellationToken cancellation) =>
        WriteAsync(
            owner, operation,
            async transaction =>
            {
                await change(transaction);
                return true;
            },
            cancellation);

    /// <summary>The ledger as it is; an empty one when there is none yet.</summary>
    public async Task<LedgerItem> LedgerAsync(Owner owner, CancellationToken cancellation) =>
        (await ReadAsync(owner, cancellation))?.Value ?? Empty(owner);

    private Task<CosmosItem<LedgerItem>?> ReadAsync(Owner owner, CancellationToken cancellation) =>
        database.User(owner).ReadAsync<LedgerItem>("mail.ledger", MailKeys.Ledger, cancellation);

    private static LedgerItem Empty(Owner owner) => new() { User = owner.User.Value, Id = MailKeys.Ledger };

    private async Task<MailTransaction> BeginAsync(Owner owner, CancellationToken cancellation)
    {
        var read = await ReadAsync(owner, cancellation);
        return new MailTransaction(database.User(owner), read?.Value ?? Empty(owner), read?.ETag, time.GetUtcNow());
    }

    private async Task<bool> CommitAsync(
        Owner owner, string operation, MailTransaction transaction, CancellationToken cancellation)
    {
        var name = Convert.ToBase64String(Guid.NewGuid().ToByteArray().AsSpan(0, 9));

        // Listed first, and then written: what is listed for nothing is found out and taken off, what is not listed would be forgotten.
        var ledger = await lookUps.ListAsync(owner, transaction.Ledger, cancellation)
            with
        { Writes = [name, .. transaction.Ledger.Writes.Take(MaxWrites - 1)] };
        var batch = transaction.Partition.Batch(operation);
        transaction.Fill(batch);
        if (transaction.ETag is { } etag)
            batch.Replace(MailKeys.Ledger, ledger, etag);
        else
            batch.Create(ledger);
        try
        {
            return await batch.ExecuteAsync(cancellation) || await WasMadeAsync();
        }
        catch (CosmosUnusableException)
        {
            // The answer may have been lost on its way: then all was done.
            if (await WasMadeAsync())
                return true;
            throw;
        }

        async Task<bool> WasMadeAsync() => (await LedgerAsync(owner, cancellation)).Writes.Contains(name);
    }
}
