using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Sync;

/// <summary>Starts <see cref="SyncAllMailboxes"/>, once for each shard in each period, unless it is still at it.</summary>
/// <remarks>The timer's own schedule is fixed: a setting in it, <c>%...%</c>, that is missing would keep the host from loading the
/// function. So it looks each minute whether there was a start in this period already. A tick that comes early, late or not at all, or
/// that fails, is made up for by the next one.</remarks>
public sealed partial class ScheduleSync(SyncSettings settings, SyncStarts starts, TimeProvider time, ILogger<ScheduleSync> log)
{
    private static readonly OrchestrationRuntimeStatus[] AtIt =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    [Function(nameof(ScheduleSync))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        for (var shard = 0; shard < settings.Shards; shard++)
            await StartAsync(client, shard, cancellation);
    }

    /// <summary>The name of a shard's one instance.</summary>
    internal static string InstanceId(int shard, int shards) =>
        shards == 1 ? "sync-all-mailboxes" : FormattableString.Invariant($"sync-all-mailboxes-{shard}-of-{shards}");

    /// <summary>Periods are counted so that each begins at a full minute.</summary>
    private long Period(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60 / settings.EveryMinutes;

    private async Task StartAsync(DurableTaskClient client, int shard, CancellationToken cancellation)
    {
        var instance = InstanceId(shard, settings.Shards);
        var period = Period(time.GetUtcNow());
        if (starts.IsStarted(instance, period))
            return;
        if (await client.GetInstancesAsync(instance, cancellation: cancellation) is { } last && Period(last.CreatedAt) >= period)
        {
            starts.NoteStarted(instance, period);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Started {Instance}")]
    private partial void LogStarted(string instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Instance} is still at it, and is not started again until it has ended")]
    private partial void LogAtIt(string instance);
}
