using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Admin;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;

namespace InboxMind.Core.Health;

/// <summary>Reads how the whole deployment stands.</summary>
public sealed class ReadFigures(
    IWorkStatus work, IDueMailboxes due, IUsage usage, VectorWork vectors, ISigningKeyStore keys,
    IEnumerable<ICertificateExpiry> certificates, TimeProvider time)
{
    /// <summary>Behind all mailboxes that were never synced, whose time is not known.</summary>
    private static readonly DuePosition Known = new(DateTimeOffset.UnixEpoch.AddMilliseconds(1), UserId.Local, MailboxId.Imported);

    public async Task<DeploymentFigures> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var longest = (await due.DuePageAsync(now, SyncShard.All, Known, 1, cancellation)).Since ?? now;
        var held = await usage.ReadAsync(AdminScope.Everything, cancellation);
        DateTimeOffset? youngest = await keys.ListAsync(cancellation) is [var key, ..] ? key.CreatedAt : null;
        var expires = certificates.FirstOrDefault() is { } certificate ? await certificate.ExpiresOnAsync(cancellation) : null;
        return new DeploymentFigures
        {
            Queues = await work.ReadAsync(cancellation),
            SyncLag = longest < now ? now - longest : TimeSpan.Zero,
            Mailboxes = held.SyncedMailboxes,
            Messages = held.Messages,
            Unindexed = held.Unindexed,
            WithoutVectors = vectors.Waiting,
            FreeBytes = (await usage.ReadStorageAsync(cancellation)).FreeBytes,
            KeyAge = now - youngest,
            CertificateLeft = expires - now,
        };
    }
}
