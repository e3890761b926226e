using System.Collections.Concurrent;
using InboxMind.Core.Sync.Runs;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Sync.Due;

/// <summary>Gives the mailboxes of an item their routine turns: short ones, each mailbox that is still due one. What fails, or is not begun
/// in time, stays due, and the next look queues it again.</summary>
public sealed partial class TakeDueTurns(
    ISyncTurns turns, ISyncStateStore states, TurnSlots slots, TimeProvider time, ILogger<TakeDueTurns> log)
{
    /// <summary>How long a turn may take: enough for the mail of a day.</summary>
    internal static readonly TimeSpan TurnBudget = TimeSpan.FromSeconds(30);

    /// <summary>After this no turn is begun: an item is done well before the host would end it.</summary>
    internal static readonly TimeSpan BeginBudget = TimeSpan.FromMinutes(4);

    /// <summary>After this turns are stopped, such as one that waits for a slow server in the middle of a batch: the host would end the
    /// process, and all that it is at.</summary>
    internal static readonly TimeSpan EndBudget = TimeSpan.FromMinutes(8);

    /// <summary>Takes the turns.</summary>
    /// <returns>Mailboxes that need more than routine turns: never synced to an end before, or with more to do than a turn does.</returns>
    public async Task<IReadOnlyCollection<DueTurn>> TakeAsync(IReadOnlyList<DueTurn> mailboxes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mailboxes);
        var behind = new ConcurrentBag<DueTurn>();
        var holder = $"due-{Guid.NewGuid():n}";
        using var begin = new CancellationTokenSource(BeginBudget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(begin.Token, cancellation);
        using var late = new CancellationTokenSource(EndBudget, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        await Task.WhenAll(mailboxes.Select(mailbox => Task.Run(() => TakeAsync(mailbox), CancellationToken.None)));
        cancellation.ThrowIfCancellationRequested();
        return behind;

        async Task TakeAsync(DueTurn mailbox)
        {
            try
            {
                await slots.TakeAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                if (await IsBehindAsync(mailbox, holder, end.Token))
                    behind.Add(mailbox);
            }
            catch (Exception e) when (e is not OperationCanceledException || !end.IsCancellationRequested)
            {
                // A turn logs what goes wrong in it.
                if (e is not SyncTurnException)
                    LogFailed(mailbox.Mailbox, e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                // Too late; or the host stops, and hands the item out again.
            }
            finally
            {
                slots.GiveBack();
            }
        }
    }

    private async Task<bool> IsBehindAsync(DueTurn mailbox, string holder, CancellationToken cancellation)
    {
        var record = await states.GetAsync(mailbox.Owner, mailbox.Id, cancellation);

        // Another item gave it its turn.
        if (!record.IsDue(time.GetUtcNow()))
            return false;
        return record.LastSuccess is null
            || (await turns.TakeAsync(mailbox.Owner, mailbox.Id, holder, TurnBudget, cancellation)).Result == SyncResult.More;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The routine sync of {Mailbox} failed: {Error}")]
    private partial void LogFailed(string mailbox, string error);
}
