using InboxMind.Core.Accounts;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Sync;

/// <summary>Brings what a mailbox says into the store: new mail, flags, moves, deletions. One run at a time for a mailbox, within
/// a time budget; stopped or killed at any moment, the next run goes on from the last checkpoint.</summary>
public sealed class SyncMailbox(
    IMailboxStore mailboxes, ISyncStateStore states, ISyncedMail mail, IMailStore store, IndexStored indexing, MimeReader reader,
    IMailCredentials credentials, IMailServerConnector connector, IUserStore users, TimeProvider time)
{
    /// <summary>How long the lease lasts without a sign of life, and so how long a killed run keeps others waiting.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    /// <summary>Broken connections that a run takes up again at once, as long as something was stored in between or the mail at
    /// fault is being found.</summary>
    private const int MaxReconnects = 6;

    /// <summary>Runs once.</summary>
    /// <param name="tenant">Whose mailbox.</param>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="request">Who runs it and for how long.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellation">Stops it; what is stored stays.</param>
    /// <exception cref="ArgumentException">The tenant has no such mailbox, or it is not on a server.</exception>
    public async Task<SyncOutcome> RunAsync(
        Tenant tenant, MailboxId mailboxId, SyncRequest request, SyncProgress progress, CancellationToken cancellation)
    {
        var mailbox = await mailboxes.GetAsync(tenant, mailboxId, cancellation);
        if (mailbox?.Connection is null)
            throw new ArgumentException("There is no such mailbox on a server.", nameof(mailboxId));
        if (!await IsActiveAsync(tenant, cancellation))
            return Deactivated(mailbox);
        if (await states.AcquireAsync(tenant, mailboxId, request.Owner, LeaseDuration, cancellation) is not { } lease)
            return new SyncOutcome(SyncResult.Busy, $"{mailbox.Name} is being synced by another process.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var timer = new PeriodicTimer(LeaseDuration / 4, time);
        SyncRun? run = null;
        var renewing = RenewAsync(tenant, lease, timer, () => run, stop);
        try
        {
            // It may have been disconnected before the lease was ours, or its settings changed.
            mailbox = await mailboxes.GetAsync(tenant, mailboxId, cancellation);
            if (mailbox?.Connection is null)
                throw new ArgumentException("There is no such mailbox on a server.", nameof(mailboxId));
            var before = await states.GetAsync(tenant, mailboxId, cancellation);
            run = new SyncRun(tenant, mailbox, lease, progress, time, request.Budget)
            {
                Before = before,
            };
            return await RunAsync(run, request.AskedFor, stop.Token);
        }
        catch (LeaseLostException e)
        {
            return new SyncOutcome(SyncResult.Busy, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return await IsActiveAsync(tenant, CancellationToken.None)
                ? new SyncOutcome(SyncResult.Busy, new LeaseLostException().Message)
                : Deactivated(mailbox!);
        }
        finally
        {
            // Ends the renewal without an exception; one takes as long as a whole run that finds nothing new.
            timer.Dispose();
            await renewing;
            await states.ReleaseAsync(tenant, lease, CancellationToken.None);
        }
    }

    private async Task<bool> IsActiveAsync(Tenant tenant, CancellationToken cancellation) =>
        await users.GetAsync(tenant, cancellation) is not { Active: false };

    private static SyncOutcome Deactivated(Mailbox mailbox) =>
        new(SyncResult.Deactivated, $"{mailbox.Name} is not synced: its user is deactivated.");

    /// <summary>Renews the lease until the run ends, and ends the run when it stands still, the lease is lost, or the user may do
    /// nothing any more.</summary>
    private async Task RenewAsync(
        Tenant tenant, SyncLease lease, PeriodicTimer timer, Func<SyncRun?> running, CancellationTokenSource stop)
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                if (running() is { StandsStill: true } run)
                {
                    run.IsGivenUp = true;
                    await stop.CancelAsync();
                    return;
                }

                await states.RenewAsync(tenant, lease, LeaseDuration, stop.Token);
                if (await IsActiveAsync(tenant, stop.Token))
                    continue;
                await stop.CancelAsync();
                return;
            }
            catch (LeaseLostException)
            {
                await stop.CancelAsync();
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The store fails, or the run was stopped: the run meets that itself, and the next beat tries again.
            }
        }
    }

    private async Task<SyncOutcome> RunAsync(SyncRun run, bool askedFor, CancellationToken cancellation)
    {
        var state = run.Before;
        if (!askedFor && state.State == SyncState.NeedsReconnect)
            return new SyncOutcome(SyncResult.NeedsReconnect, state.LastError);
        if (!askedFor && state.RetryAt > time.GetUtcNow() && state.RetryAt <= time.GetUtcNow() + SyncClock.MaxRetry)
            return new SyncOutcome(SyncResult.RetryLater, state.LastError, state.RetryAt);
        try
        {
            if (state.State is not (SyncState.Syncing or SyncState.UpToDate))
            {
                var folders = await states.ListFoldersAsync(run.Tenant, run.Mailbox.Id, cancellation);
                state = state with { State = SyncState.Syncing, Began = time.GetUtcNow(), FoundBefore = folders.Sum(static f => f.Found) };
                await states.SaveAsync(run.Tenant, run.Lease, state, cancellation);
            }

            return await SucceedAsync(run, state, await ConnectAndSyncAsync(run, cancellation), cancellation);
        }
        catch (MailServerException e)
        {
            return await FailAsync(run, state, e, cancellation);
        }
        catch (OperationCanceledException e) when (run.IsGivenUp)
        {
            return await FailAsync(
                run, state,
                new MailServerException(
                    MailServerTrouble.Transient, $"{run.Mailbox.Connection!.Host} sent nothing of use for a quarter of an hour; it is tried again.", e),
                CancellationToken.None);
        }
    }

    /// <summary>Syncs, and takes up a connection that breaks while mail is fetched.</summary>
    private async Task<bool> ConnectAndSyncAsync(SyncRun run, CancellationToken cancellation)
    {
        var folders = new SyncFolders(
            mail, states, indexing, new CompareFolder(mail),
            new FetchPending(
                new ReadBatches(mail, new KnownMail(store, mail)), new StoreBatch(mail, states, indexing, reader, time)));
        for (var reconnects = 0; ; reconnects++)
        {
            var batches = run.Batches;
            var credential = await credentials.GetAsync(run.Tenant, run.Mailbox, cancellation);
            await using var server = await connector.ConnectAsync(run.Mailbox.Connection!, credential, cancellation);
            try
            {
                // What neither ends nor uses up its time would run again and again.
                return await folders.RunAsync(run, server, cancellation) || (run.Batches > 0
                    ? false
                    : throw new MailServerException(
                        MailServerTrouble.Command, "The mail server numbered its messages anew while they were read; it is tried again."));
            }
            catch (MailServerException e) when (e.Trouble == MailServerTrouble.Transient && reconnects < MaxReconnects && !run.IsOver
                && (run.Batches > batches || run.InFlight is not null || run.HeadersInFlight is not null))
            {
                run.NoteBreak();
            }
        }
    }

    private async Task<SyncOutcome> SucceedAsync(SyncRun run, MailboxSync state, bool done, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await states.SaveAsync(
            run.Tenant, run.Lease,
            state with
            {
                State = done ? SyncState.UpToDate : SyncState.Syncing,
                LastSuccess = done ? now : state.LastSuccess,
                LastError = done ? run.Remark : null,
                RetryAt = null,
                Failures = 0,

                // What has more to do comes after all that is due by now.
                NextRun = done ? now + run.Mailbox.Sync.Interval : now,
            },
            cancellation);
        return done ? new SyncOutcome(SyncResult.Done, run.Remark) : new SyncOutcome(SyncResult.More);
    }

    private async Task<SyncOutcome> FailAsync(SyncRun run, MailboxSync state, MailServerException e, CancellationToken cancellation)
    {
        if (e.Trouble is MailServerTrouble.Refused or MailServerTrouble.Settings)
        {
            await states.SaveAsync(
                run.Tenant, run.Lease, state with { State = SyncState.NeedsReconnect, LastError = e.Message, RetryAt = null }, cancellation);
            return new SyncOutcome(SyncResult.NeedsReconnect, e.Message);
        }

        var failures = state.Failures + 1;
        var retryAt = time.GetUtcNow() + RetryPolicy.Wait(e.Trouble, failures, Random.Shared.NextDouble());
        await states.SaveAsync(
            run.Tenant, run.Lease,
            state with { State = SyncState.Retrying, LastError = e.Message, RetryAt = retryAt, NextRun = retryAt, Failures = failures },
            cancellation);
        return new SyncOutcome(SyncResult.RetryLater, e.Message, retryAt);
    }
}
