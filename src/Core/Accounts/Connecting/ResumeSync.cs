using InboxMind.Core.Sync;

namespace InboxMind.Core.Accounts.Connecting;

/// <summary>Lets a mailbox that waited for its person be synced again.</summary>
public sealed class ResumeSync(ISyncStateStore states)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async Task RunAsync(Tenant tenant, MailboxId mailbox, CancellationToken cancellation)
    {
        // Whoever holds the lease runs already and will note how it went.
        if (await states.AcquireAsync(tenant, mailbox, $"resume-{Guid.NewGuid():N}", Lease, cancellation) is not { } lease)
            return;
        try
        {
            var state = await states.GetAsync(tenant, mailbox, cancellation);
            if (state.State is SyncState.NeedsReconnect or SyncState.Retrying)
            {
                await states.SaveAsync(
                    tenant, lease, state with { State = SyncState.New, LastError = null, RetryAt = null, NextRun = null, Failures = 0 }, cancellation);
            }
        }
        finally
        {
            await states.ReleaseAsync(tenant, lease, CancellationToken.None);
        }
    }
}
