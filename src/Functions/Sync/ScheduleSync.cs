using DurableTask.Core.Exceptions;
using InboxMind.Core.Sync.Due;
using InboxMind.Core.Work;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Sync;

/// <summary>Has each shard looked through for mailboxes that are due, once in each period, unless enough of them wait; or starts
/// <see cref="SyncAllMailboxes"/> for it, unless it still runs.</summary>
/// <remarks>The timer's own schedule is fixed: a setting in it, <c>%...%</c>, that is missing would keep the host from loading the
/// function. So it looks each minute whether there was a start in this period already. A tick that comes early, late or not at all, or
/// that fails, is made up for by the next one.</remarks>
public sealed partial class ScheduleSync(
    SyncSettings settings, SyncStarts starts, QueueDueMailboxes due, TimeProvider time, ILogger<ScheduleSync> log)
{
    /// <summary>One that made no step for so long waits for a turn that never ends, such as one whose orchestration an operator suspended
    /// or purged; all mailboxes would wait with it. Three tries of a turn, each taken up by another instance, take less than an
    /// hour.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    internal static readonly OrchestrationRuntimeStatus[] AtIt =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    [Function(nameof(ScheduleSync))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (settings.By == SyncBy.Messages)
        {
            await LookAsync(cancellation);
            return;
        }

        for (var shard = 0; shard < settings.Shards; shard++)
            await StartAsync(client, shard, cancellation);
    }

    /// <summary>The name of a shard's one instance.</summary>
    internal static string InstanceId(int shard, int shards) =>
        shards == 1 ? "sync-all-mailboxes" : FormattableString.Invariant($"sync-all-mailboxes-{shard}-of-{shards}");

    /// <summary>Periods are counted so that each begins at a full minute.</summary>
    private long Period(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60 / settings.EveryMinutes;

    private async Task LookAsync(CancellationToken cancellation)
    {
        var period = Period(time.GetUtcNow());
        if (starts.IsStarted(WorkQueues.SyncDue, period))
            return;
        if (await due.AskAsync(settings.Shards, cancellation))
            starts.NoteStarted(WorkQueues.SyncDue, period);
        else if (starts.NoteAtIt(WorkQueues.SyncDue))
            LogEnough();
    }

    private async Task StartAsync(DurableTaskClient client, int shard, CancellationToken cancellation)
    {
        var instance = InstanceId(shard, settings.Shards);
        var period = Period(time.GetUtcNow());
        if (starts.IsStarted(instance, period))
            return;
        var last = await client.GetInstancesAsync(instance, cancellation: cancellation);
        if (last is not null && Period(last.CreatedAt) >= period)
        {
            starts.NoteStarted(instance, period);
            return;
        }

        // The next tick starts another. One that is suspended was suspended by someone.
        if (last is { RuntimeStatus: OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running }
            && time.GetUtcNow() - last.LastUpdatedAt > Patience)
        {
            LogStuck(instance, last.LastUpdatedAt);
            await client.TerminateInstanceAsync(instance, cancellation);
            return;
        }

        var input = new SyncAllInput(shard, settings.Shards, settings.SideBySide, settings.TurnSeconds);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SyncAllMailboxes), input, new StartOrchestrationOptions(instance).WithDedupeStatuses(AtIt), cancellation);
            starts.NoteStarted(instance, period);
            LogStarted(instance);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // That is normal: the rounds before take longer than the period. Once is enough to say so.
            if (starts.NoteAtIt(instance))
                LogAtIt(instance);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mailboxes that were due before still wait; the next look comes after them")]
    private partial void LogEnough();

    [LoggerMessage(Level = LogLevel.Information, Message = "Started {Instance}")]
    private partial void LogStarted(string instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Instance} still runs, and is not started again until it has ended")]
    private partial void LogAtIt(string instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Instance} made no step since {LastStep:u}; it is ended, and started again")]
    private partial void LogStuck(string instance, DateTimeOffset lastStep);
}
