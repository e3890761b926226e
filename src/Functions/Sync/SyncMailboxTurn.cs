using InboxMind.Core.Sync.Runs;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Sync;

/// <summary>The work of <see cref="SyncOneMailbox"/>.</summary>
public sealed class SyncMailboxTurn(TakeSyncTurn sync)
{
    [Function(nameof(SyncMailboxTurn))]
    public Task<SyncTurn> RunAsync([ActivityTrigger] SyncTurnInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        return sync.TakeAsync(
            new Owner(new UserId(input.User)), new MailboxId(input.Mailbox), input.Holder, TimeSpan.FromSeconds(input.TurnSeconds),
            cancellation);
    }
}
