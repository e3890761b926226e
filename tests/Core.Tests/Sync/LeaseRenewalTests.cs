using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Sync;

/// <summary>A run that lasts longer than its lease.</summary>
public sealed class LeaseRenewalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SyncAsync_OneRenewalFails_TheNextKeepsTheLease()
    {
        using var server = new ScriptedServer();
        for (uint uid = 1; uid <= 5; uid++)
            server.Inbox[uid] = Letters.Letter((int)uid);
        FailingStates? states = null;
        using var mailbox = new SyncedMailbox(server.Port, states: inner => states = new FailingStates(inner));
        server.Script = (_, command) =>
        {
            // The server is slow: five beats of the renewal, more than the lease lasts.
            for (var beat = 0; command.Contains("BODY.PEEK[]", StringComparison.Ordinal) && beat < 5; beat++)
            {
                mailbox.Time.Advance(SyncMailbox.LeaseDuration / 4);
                states!.Renewed.Wait(TimeSpan.FromSeconds(30), Cancellation).ShouldBeTrue();
            }

            return null;
        };

        var (outcome, _) = await mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.Done, outcome.Message);
        states!.Failures.ShouldBe(1);
        (await mailbox.CountAsync()).ShouldBe(5);
    }

    /// <summary>A store whose first renewal fails, as when the disk is busy.</summary>
    private sealed class FailingStates(ISyncStateStore inner) : ISyncStateStore
    {
        private int _renewals;

        public SemaphoreSlim Renewed { get; } = new(0);

        public int Failures { get; private set; }

        public async Task RenewAsync(Owner owner, SyncLease lease, TimeSpan duration, CancellationToken cancellation)
        {
            try
            {
                if (++_renewals == 1)
                {
                    Failures++;
                    throw new IOException("The disk does not answer.");
                }

                await inner.RenewAsync(owner, lease, duration, cancellation);
            }
            finally
            {
                Renewed.Release();
            }
        }

        public Task<SyncLease?> AcquireAsync(
            Owner owner, MailboxId mailbox, string holder, TimeSpan duration, CancellationToken cancellation) =>
            inner.AcquireAsync(owner, mailbox, holder, duration, cancellation);

        public Task ReleaseAsync(Owner owner, SyncLease lease, CancellationToken cancellation) =>
            inner.ReleaseAsync(owner, lease, cancellation);

        public Task<SyncRecord> GetAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) =>
            inner.GetAsync(owner, mailbox, cancellation);

        public Task<IReadOnlyList<FolderCheckpoint>> ListFoldersAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation) =>
            inner.ListFoldersAsync(owner, mailbox, cancellation);

        public Task SaveAsync(Owner owner, SyncLease lease, SyncRecord state, CancellationToken cancellation) =>
            inner.SaveAsync(owner, lease, state, cancellation);

        public Task SaveFolderAsync(Owner owner, SyncLease lease, FolderCheckpoint folder, CancellationToken cancellation) =>
            inner.SaveFolderAsync(owner, lease, folder, cancellation);

        public Task RemoveFolderAsync(Owner owner, SyncLease lease, string folder, CancellationToken cancellation) =>
            inner.RemoveFolderAsync(owner, lease, folder, cancellation);
    }
}
