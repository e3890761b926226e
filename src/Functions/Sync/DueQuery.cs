namespace InboxMind.Functions.Sync;

/// <summary>Input of <see cref="ListDueMailboxes"/>.</summary>
/// <param name="DueBy">The time of the round, UTC.</param>
/// <param name="Shard">Which shard, from 0.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="After">Where the page before ended; null at the beginning of a round.</param>
/// <param name="Limit">At most this many.</param>
public sealed record DueQuery(DateTime DueBy, int Shard, int Shards, string? After, int Limit);
