namespace InboxMind.Core.Mailboxes;

/// <summary>What of a mailbox is synced, and when.</summary>
/// <param name="Enabled">Whether it is synced on a schedule.</param>
/// <param name="Folders">Full names with '/' between levels; empty for the folders that matter.</param>
/// <param name="Since">The oldest day to fetch, by when the server received the mail; null for all.</param>
/// <param name="Interval">Time between two runs, at least a minute.</param>
public sealed record SyncChoice(bool Enabled, IReadOnlyList<string> Folders, DateOnly? Since, TimeSpan Interval)
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(15);

    /// <summary>Full names of folders that are left out with all that lies below them; <see cref="Folders"/> comes first.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether folders of other people and of everyone are synced too. One that is named in <see cref="Folders"/> always
    /// is.</summary>
    public bool Shared { get; init; }

    public static readonly SyncChoice Default = new(Enabled: false, [], Since: null, DefaultInterval);

    /// <summary>By value, the folders too.</summary>
    public bool Equals(SyncChoice? other) => other is not null && Enabled == other.Enabled && Since == other.Since
        && Interval == other.Interval && Shared == other.Shared
        && Folders.SequenceEqual(other.Folders) && Exclude.SequenceEqual(other.Exclude);

    public override int GetHashCode() => HashCode.Combine(Enabled, Since, Interval, Folders.Count);
}
