using InboxMind.Core.Sync;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace InboxMind.Functions.Sync;

/// <summary>Gives every mailbox that is due a turn, the longest due first and a bounded number side by side; then those that are due
/// by then, until none has more to do. One instance for each shard.</summary>
/// <remarks>
/// It replays from its history, so it depends on nothing but that: no clock, no settings, no chance, nothing awaited but durable tasks.
/// A generation starts a bounded number of turns, waits for them, and continues as new with an empty history. Mailboxes that come due
/// during a round, those with more to do among them, wait for the next one.
/// </remarks>
public static class SyncAllMailboxes
{
    /// <summary>Turns of one generation: what keeps its history below 1 MB.</summary>
    internal const int MaxTurns = 250;

    /// <summary>Ids asked for at a time.</summary>
    internal const int PageSize = 100;

    /// <summary>Rounds begin no sooner after each other: a mailbox that says at once that there is more is not asked all the time.</summary>
    internal static readonly TimeSpan MinRound = TimeSpan.FromMinutes(1);

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(10), 2));

    [Function(nameof(SyncAllMailboxes))]
    public static async Task<SyncCounts> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = context.GetInput<SyncAllInput>() ?? throw new InvalidOperationException("The orchestration was started without its input.");
        var state = input.DueBy is null
            ? input with { DueBy = context.CurrentUtcDateTime, Counts = input.Counts with { Rounds = input.Counts.Rounds + 1 } }
            : input;
        // A generation begins without one, and one that has nothing to do would end so.
        context.SetCustomStatus(state.Counts);
        var dueBy = state.DueBy!.Value;
        var waiting = new Queue<DueId>();
        var running = new List<(Task<SyncTurn> Turn, DateTime GivenUp)>();
        (Task Fires, DateTime At)? watch = null;
        var started = 0;
        var isLast = false;
        while (true)
        {
            while (running.Count < state.SideBySide && started < MaxTurns && (waiting.Count > 0 || !isLast))
            {
                if (waiting.TryDequeue(out var next))
                {
                    running.Add((
                        TurnAsync(context, new DueMailbox(next.User, next.Mailbox, state.TurnSeconds)), context.CurrentUtcDateTime + Patience(state)));
                    started++;
                    continue;
                }

                // All of a page is started in this generation: the next one begins behind it.
                var query = new DueQuery(dueBy, state.Shard, state.Shards, state.After, Math.Min(PageSize, MaxTurns - started));
                var page = await context.CallActivityAsync<DueMailboxes>(nameof(ListDueMailboxes), query, Retry);
                foreach (var id in page.Ids)
                    waiting.Enqueue(id);
                isLast = page.Next is null;
                state = state with { After = page.Next };
            }

            if (running.Count == 0)
                break;

            // One timer for the oldest: a timer for each would double the history.
            watch ??= (context.CreateTimer(running[0].GivenUp, CancellationToken.None), running[0].GivenUp);
            var ended = await Task.WhenAny([.. running.Select(static r => r.Turn), watch.Value.Fires]);
            if (ended == watch.Value.Fires)
            {
                var lost = running.RemoveAll(r => r.GivenUp <= watch.Value.At && !r.Turn.IsCompleted);
                for (var i = 0; i < lost; i++)
                    state = state with { Counts = state.Counts.With(new SyncTurn(SyncTurnResult.Failed)) };
                watch = null;
            }
            else
            {
                running.RemoveAll(r => r.Turn == ended);
                var turn = await (Task<SyncTurn>)ended;
                state = state with { Counts = state.Counts.With(turn), HasMore = state.HasMore || turn.Result == SyncTurnResult.More };
            }

            context.SetCustomStatus(state.Counts);
        }

        if (!isLast)
        {
            context.ContinueAsNew(state);
            return state.Counts;
        }

        if (!state.HasMore)
            return state.Counts;
        if (context.CurrentUtcDateTime < dueBy + MinRound)
            await context.CreateTimer(dueBy + MinRound, CancellationToken.None);
        context.ContinueAsNew(state with { DueBy = null, After = null, HasMore = false });
        return state.Counts;
    }

    /// <summary>A turn that takes longer is not waited for any more, such as one whose orchestration an operator suspended or purged: it would
    /// hold up all others for ever. Three tries, each taken up by another instance, take less than an hour; where many are side by side they
    /// may wait that long for one instance, which does 20 at once.</summary>
    internal static TimeSpan Patience(SyncAllInput input) => TimeSpan.FromHours(1 + (input.SideBySide * input.Shards / 20));

    /// <summary>One failing mailbox never stops the others, not even one whose orchestration an operator ended.</summary>
    private static async Task<SyncTurn> TurnAsync(TaskOrchestrationContext context, DueMailbox mailbox)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<SyncTurn>(nameof(SyncMailbox), mailbox);
        }
        catch (TaskFailedException)
        {
            return new SyncTurn(SyncTurnResult.Failed);
        }
    }
}
