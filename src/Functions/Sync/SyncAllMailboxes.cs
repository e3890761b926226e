using InboxMind.Core.Sync.Runs;
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

    /// <summary>Rounds begin no sooner after each other: a mailbox that says at once that there is more is not asked all the
    /// time.</summary>
    internal static readonly TimeSpan MinRound = TimeSpan.FromMinutes(1);

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(10), 2));

    [Function(nameof(SyncAllMailboxes))]
    public static async Task<SyncCounts> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = context.GetInput<SyncAllInput>()
            ?? throw new InvalidOperationException("The orchestration was started without its input.");
        var state = input.DueBy is null
            ? input with { DueBy = context.CurrentUtcDateTime, Counts = input.Counts with { Rounds = input.Counts.Rounds + 1 } }
            : input;
        // A generation begins without one, and one that has nothing to do would end so.
        context.SetCustomStatus(state.Counts);
        var dueBy = state.DueBy!.Value;
        var waiting = new Queue<DueId>();
        var running = new List<Task<SyncTurn>>();
        var started = 0;
        var isLast = false;
        while (true)
        {
            while (running.Count < state.SideBySide && started < MaxTurns && (waiting.Count > 0 || !isLast))
            {
                if (waiting.TryDequeue(out var next))
                {
                    running.Add(TurnAsync(context, new DueMailbox(next.User, next.Mailbox, state.TurnSeconds)));
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
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            var turn = await ended;
            state = state with { Counts = state.Counts.With(turn), HasMore = state.HasMore || turn.Result == SyncResult.More };
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

    /// <summary>One failing mailbox never stops the others, not even one whose orchestration an operator ended.</summary>
    private static async Task<SyncTurn> TurnAsync(TaskOrchestrationContext context, DueMailbox mailbox)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<SyncTurn>(nameof(SyncOneMailbox), mailbox);
        }
        catch (TaskFailedException)
        {
            return new SyncTurn(SyncResult.Failed);
        }
    }
}
