using System.Security.Cryptography;
using System.Text;
using DurableTask.Core.Exceptions;
using InboxMind.Core.Sync.Due;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Sync;

/// <summary>Starts <see cref="CatchUpMailbox"/> for mailboxes that are behind, unless it is at it.</summary>
public sealed partial class CatchUps(SyncSettings settings, TimeProvider time, ILogger<CatchUps> log)
{
    public async Task StartAsync(DurableTaskClient client, DueTurn mailbox, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(mailbox);
        var instance = InstanceId(mailbox);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CatchUpMailbox), new CatchUpInput(mailbox.User, mailbox.Mailbox, settings.TurnSeconds),
                new StartOrchestrationOptions(instance).WithDedupeStatuses(ScheduleSync.AtIt), cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await EndStuckAsync(client, instance, cancellation);
        }
    }

    /// <summary>One for each mailbox.</summary>
    internal static string InstanceId(DueTurn mailbox) =>
        $"catch-up-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mailbox.User}\n{mailbox.Mailbox}")))}";

    /// <summary>The next look starts another.</summary>
    private async Task EndStuckAsync(DurableTaskClient client, string instance, CancellationToken cancellation)
    {
        var last = await client.GetInstancesAsync(instance, cancellation: cancellation);
        if (last is not { RuntimeStatus: OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running }
            || time.GetUtcNow() - last.LastUpdatedAt <= ScheduleSync.Patience)
            return;
        LogStuck(instance, last.LastUpdatedAt);
        await client.TerminateInstanceAsync(instance, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Instance} made no step since {LastStep:u}; it is ended, and started again")]
    private partial void LogStuck(string instance, DateTimeOffset lastStep);
}
