using System.Data.Common;
using System.Net.Sockets;
using InboxMind.Core.Work;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Sync.Runs;

/// <summary>Gives one mailbox one turn on the schedule, for a host that keeps what comes of it: nothing in it says more than how it
/// went and how much there was.</summary>
public sealed partial class TakeSyncTurn(SyncMailbox sync, IMailboxStore mailboxes, ILogger<TakeSyncTurn> log) : ISyncTurns
{
    public async Task<SyncTurn> TakeAsync(
        Owner owner, MailboxId mailbox, string holder, TimeSpan budget, CancellationToken cancellation)
    {
        try
        {
            if (await mailboxes.GetAsync(owner, mailbox, cancellation) is not { Connection: not null })
                return new SyncTurn(SyncResult.Disconnected);
            var progress = new SyncProgress();
            var outcome = await sync.SyncAsync(owner, mailbox, new SyncRequest(holder, budget), progress, cancellation);
            LogRun(mailbox, outcome.Result, progress.Found, progress.Added, progress.Deleted);
            return new SyncTurn(outcome.Result, progress.Found, progress.Added, progress.Deleted);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(mailbox, e.GetType().Name);
            return MayPass(e) ? throw new SyncTurnException(e.GetType().Name) : new SyncTurn(SyncResult.Failed);
        }
    }

    /// <summary>A store, a network or a disk that does not work now. What is wrong with the mailbox is none of these.</summary>
    private static bool MayPass(Exception e) => e is IOException or SocketException or HttpRequestException or TimeoutException
        or OperationCanceledException or DbException or StorageUnusableException;

    [LoggerMessage(Level = LogLevel.Information, Message = "Synced {Mailbox}: {Result}, {Found} found, {Added} added, {Deleted} deleted")]
    private partial void LogRun(MailboxId mailbox, SyncResult result, long found, long added, long deleted);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of {Mailbox} failed: {Error}")]
    private partial void LogFailed(MailboxId mailbox, string error);
}

/// <summary>What came of a turn.</summary>
/// <param name="Result">How it went.</param>
/// <param name="Found">Messages looked at.</param>
/// <param name="Added">Messages that are new.</param>
/// <param name="Deleted">Messages that are gone.</param>
public sealed record SyncTurn(SyncResult Result, long Found = 0, long Added = 0, long Deleted = 0);

/// <summary>A turn failed with something that may pass. Says no more than the type of the cause: it may be kept by the host.</summary>
/// <param name="cause">The name of the cause's type.</param>
public sealed class SyncTurnException(string cause) : Exception($"The turn failed: {cause}.");
