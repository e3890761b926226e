using System.Collections.Concurrent;

namespace InboxMind.Functions.Sync;

/// <summary>Remembers of which orchestrations it was said that they are still at it: the host makes a new <see cref="ScheduleSync"/> for
/// every tick.</summary>
public sealed class SyncStarts
{
    private readonly ConcurrentDictionary<string, bool> _said = [];

    /// <returns>Whether this is the first time since it was started.</returns>
    public bool NoteAtIt(string instance) => _said.TryAdd(instance, true);

    /// <summary>It was started anew.</summary>
    public void NoteStarted(string instance) => _said.TryRemove(instance, out _);
}
