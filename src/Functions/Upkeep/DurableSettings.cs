using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Upkeep;

/// <summary>What the operator decided about Durable's own records: <c>InboxMind:Durable</c>.</summary>
public sealed record DurableSettings
{
    /// <summary>Days that orchestrations which ended are kept, 1 to 365.</summary>
    public int HistoryDays { get; init; } = 3;

    /// <summary>Orchestrations that one run of <see cref="PurgeHistory"/> removes at most, 1 to 100,000. There are 144 runs a
    /// day.</summary>
    public int PurgePerRun { get; init; } = 20_000;

    /// <exception cref="SettingsException">A value is wrong.</exception>
    internal static DurableSettings Read(IConfigurationSection section)
    {
        var usual = new DurableSettings();
        return new DurableSettings
        {
            HistoryDays = section.Number(nameof(HistoryDays), usual.HistoryDays, 1, 365),
            PurgePerRun = section.Number(nameof(PurgePerRun), usual.PurgePerRun, 1, 100_000),
        };
    }
}
