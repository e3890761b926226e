using System.Collections.Concurrent;

namespace InboxMind.Functions.Sync;

/// <summary>What is known of orchestrations between two ticks: the host makes a new <see cref="ScheduleSync"/> for each.</summary>
public sealed class SyncStarts
{
    private readonly ConcurrentDictionary<string, long> _periods = [];
    private readonly ConcurrentDictionary<string, bool> _said = [];

    /// <summary>Whether it is known that the orchestration was started in that period, whoever did it.</summary>
    public bool IsStarted(string instance, long period) => _periods.TryGetValue(instance, out var known) && known == period;

    /// <summary>It was started in that period.</summary>
    public void NoteStarted(string instance, long period)
    {
        _periods[instance] = period;
        _said.TryRemove(instance, out _);
    }

    /// <returns>Whether this is the first time since it was started that it is found still running.</returns>
    public bool NoteAtIt(string instance) => _said.TryAdd(instance, true);
}
