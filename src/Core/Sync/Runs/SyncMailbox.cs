using InboxMind.Core.Sync.Fetching;
using InboxMind.Core.Sync.Folders;
using InboxMind.Core.Sync.Leases;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Brings what a mailbox says into the store: new mail, flags, moves, deletions. One run at a time for a mailbox, within
/// a time budget; stopped or killed at any moment, the next run goes on from the last checkpoint.</summary>
public sealed class SyncMailbox(
    IMailboxStore mailboxes, IUserStore users, ISyncStateStore states, OpenMailbox open, MailboxPasses passes, TimeProvider time)
{
    /// <summary>How long the lease lasts without a sign of life, and so how long a killed run keeps others waiting.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    /// <summary>Broken connections that a run takes up again at once, as long as something was stored in between, or the mail or folder at
    /// fault is being found.</summary>
    private const int MaxReconnects = 12;

    /// <summary>Runs once.</summary>
    /// <param name="owner">Whose mailbox.</param>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="request">Who runs it and for how long.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellation">Stops it; what is stored stays.</param>
    /// <exception cref="ArgumentException">The owner has no such mailbox, or it is not on a server.</exception>
    public async Task<SyncOutcome> SyncAsync(
        Owner owner, MailboxId mailboxId, SyncRequest request, SyncProgress progress, CancellationToken cancellation)
    {
        var mailbox = await GetAsync(owner, mailboxId, cancellation);
        if (!await IsActiveAsync(owner, cancellation))
            return Deactivated(mailbox);
        using var measured = new MeasuredRun(mailbox, time);
        return measured.End(await RunAsync(owner, mailbox, request, progress, cancellation));
    }

    private async Task<SyncOutcome> RunAsync(
        Owner owner, Mailbox mailbox, SyncRequest request, SyncProgress progress, CancellationToken cancellation)
    {
        var mailboxId = mailbox.Id;
        await using var held = await HeldLease.TryTakeAsync(states, owner, mailboxId, request.Holder, LeaseDuration, cancellation);
        if (held is null)
            return new SyncOutcome(SyncResult.Busy, $"{mailbox.Name} is being synced by another process.");

        // It may have been disconnected before the lease was ours, or its settings changed.
        mailbox = await GetAsync(owner, mailboxId, cancellation);
        var before = await states.GetAsync(owner, mailboxId, cancellation);
        var run = new SyncRun(mailbox, held, before, progress, time, request.Budget, request.AskedFor);
        await using var keeper = new LeaseKeeper(
            held, LeaseDuration, async stop => !run.GiveUpWhenStill() && await IsActiveAsync(owner, stop), time, cancellation);
        try
        {
            return await SyncAsync(run, request.IsBack, keeper.Stop);
        }
        catch (LeaseLostException e)
        {
            return new SyncOutcome(SyncResult.Busy, e.Message);
        }
        catch (OperationCanceledException) when (keeper.Stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return await IsActiveAsync(owner, CancellationToken.None)
                ? new SyncOutcome(SyncResult.Busy, new LeaseLostException().Message)
                : Deactivated(mailbox);
        }
    }

    private async Task<Mailbox> GetAsync(Owner owner, MailboxId id, CancellationToken cancellation) =>
        await mailboxes.GetAsync(owner, id, cancellation) is { Connection: not null } mailbox
            ? mailbox
            : throw new ArgumentException("There is no such mailbox on a server.", nameof(id));

    private async Task<bool> IsActiveAsync(Owner owner, CancellationToken cancellation) =>
        await users.GetAsync(owner, cancellation) is not { Active: false };

    private static SyncOutcome Deactivated(Mailbox mailbox) =>
        new(SyncResult.Deactivated, $"{mailbox.Name} is not synced: its user is deactivated.");

    private async Task<SyncOutcome> SyncAsync(SyncRun run, bool isBack, CancellationToken cancellation)
    {
        var record = run.Before;
        if (!run.AskedFor && record.State == SyncState.NeedsReconnect)
            return new SyncOutcome(SyncResult.NeedsReconnect, record.LastError);
        if (!run.AskedFor && !(isBack && !record.IsThrottled) && record.IsWaiting(run.Now))
            return new SyncOutcome(SyncResult.RetryLater, record.LastError, record.RetryAt);
        try
        {
            if (record.State is not (SyncState.Syncing or SyncState.UpToDate))
            {
                var folders = await states.ListFoldersAsync(run.Owner, run.Mailbox.Id, cancellation);
                record = record.Begin(run.Now, folders.Sum(static f => f.Found));
                await SaveAsync(run, record, cancellation);
            }

            var (done, remark) = await ConnectAndSyncAsync(run, cancellation);
            await SaveAsync(run, done ? record.Agree(run.Now, run.Mailbox.Sync.Interval, remark) : record.Continue(run.Now), cancellation);
            return done ? new SyncOutcome(SyncResult.Done, remark) : new SyncOutcome(SyncResult.More);
        }
        catch (MailServerException e)
        {
            return await FailAsync(run, record, e, cancellation);
        }
        catch (OperationCanceledException e) when (run.IsGivenUp)
        {
            return await FailAsync(
                run, record,
                new MailServerException(
                    MailServerTrouble.Transient, $"{run.Mailbox.Connection!.Host} sent nothing of use for a quarter of an hour.", e),
                CancellationToken.None);
        }
    }

    /// <summary>Syncs, and takes up a connection that breaks while mail is fetched.</summary>
    /// <returns>Whether store and server agree now, and what the user should know.</returns>
    private async Task<(bool Done, string? Remark)> ConnectAndSyncAsync(SyncRun run, CancellationToken cancellation)
    {
        for (var reconnects = 0; ; reconnects++)
        {
            var (batches, breaks) = (run.Batches, run.Folders.Breaks);
            await using var server = await open.OpenAsync(run.Owner, run.Mailbox, run.Without, cancellation);
            run.Without = server.Without;
            try
            {
                var pass = passes.Begin(run, server);

                // What neither ends nor uses up its time would run again and again.
                return await pass.SyncAsync(cancellation) ? (true, pass.Remark) : run.Batches > 0
                    ? (false, null)
                    : throw new MailServerException(
                        MailServerTrouble.Command, "The mail server numbered its messages anew while they were read.");
            }
            catch (MailServerException e) when (e.Unusable is { } name && !run.Without.Split(' ').Contains(name))
            {
                // Each is left out once, so that this comes to an end.
                run.Without = $"{run.Without} {name}".Trim();
                reconnects--;
            }
            catch (MailServerException e) when (e.Trouble == MailServerTrouble.Transient && reconnects < MaxReconnects && !run.IsOver
                && (run.Batches > batches || run.Folders.Breaks > breaks))
            {
                // Taken up again.
            }
        }
    }

    private async Task<SyncOutcome> FailAsync(SyncRun run, SyncRecord record, MailServerException e, CancellationToken cancellation)
    {
        SyncSignals.Failed(run.Mailbox, e.Trouble);
        if (e.Trouble is MailServerTrouble.Refused or MailServerTrouble.Settings)
        {
            await SaveAsync(run, record.Refuse(e.Message), cancellation);
            return new SyncOutcome(SyncResult.NeedsReconnect, e.Message);
        }

        var retryAt = run.Now + RetryPolicy.Wait(e.Trouble, record.Failures + 1, Random.Shared.NextDouble());
        await SaveAsync(run, record.Fail(e.Message, retryAt, e.Trouble == MailServerTrouble.Throttled), cancellation);
        return new SyncOutcome(SyncResult.RetryLater, e.Message, retryAt);
    }

    private Task SaveAsync(SyncRun run, SyncRecord record, CancellationToken cancellation) =>
        states.SaveAsync(run.Owner, run.Lease, record with { Without = run.Without, LeftOut = run.LeftOut }, cancellation);
}
