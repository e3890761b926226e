using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Sync;

/// <summary>What the operator decided about scheduled syncs: <c>InboxMind:Sync</c>.</summary>
public sealed record SyncSettings
{
    /// <summary>What schedules the turns.</summary>
    public SyncBy By { get; init; } = SyncBy.Messages;

    /// <summary>Minutes between two looks for mailboxes that are due, 1 to 1,440.</summary>
    public int EveryMinutes { get; init; } = 5;

    /// <summary>Mailboxes that have a turn at the same time, 1 to 500: of an instance by messages, of a shard by orchestrations.</summary>
    public int SideBySide { get; init; } = 20;

    /// <summary>Looks, or orchestrations, that share all mailboxes, 1 to 64.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Seconds that a turn may take, 10 to 480: well below <c>functionTimeout</c>, since it ends with the batch it is
    /// at.</summary>
    public int TurnSeconds { get; init; } = 240;

    /// <exception cref="SettingsException">A value is wrong.</exception>
    internal static SyncSettings Read(IConfigurationSection section)
    {
        var usual = new SyncSettings();
        return new SyncSettings
        {
            By = section.Choice(nameof(By), usual.By),
            EveryMinutes = section.Number(nameof(EveryMinutes), usual.EveryMinutes, 1, 1_440),
            SideBySide = section.Number(nameof(SideBySide), usual.SideBySide, 1, 500),
            Shards = section.Number(nameof(Shards), usual.Shards, 1, 64),
            TurnSeconds = section.Number(nameof(TurnSeconds), usual.TurnSeconds, 10, 480),
        };
    }
}
