using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Connecting;

/// <summary>Lets a mailbox that waited for its person be synced again.</summary>
public sealed class ResumeSync(ISyncStateStore states)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async Task ResumeAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation)
    {
        // Whoever holds the lease runs already and will note how it went.
        await using var held = await HeldLease.TryTakeAsync(states, owner, mailbox, $"resume-{Guid.NewGuid():N}", Lease, cancellation);
        if (held is null)
            return;
        var before = await states.GetAsync(owner, mailbox, cancellation);
        if (before.Resume() is var resumed && resumed != before)
            await states.SaveAsync(owner, held.Lease, resumed, cancellation);
    }
}
