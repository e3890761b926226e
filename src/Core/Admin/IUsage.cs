using InboxMind.Core.Sync;

namespace InboxMind.Core.Admin;

/// <summary>Figures for administrators: counts, never content.</summary>
public interface IUsage
{
    /// <summary>What the organisations of the scope hold.</summary>
    Task<Usage> ReadAsync(AdminScope scope, CancellationToken cancellation);

    /// <summary>What the whole deployment takes up.</summary>
    Task<StorageUsage> ReadStorageAsync(CancellationToken cancellation);
}

/// <summary>What some organisations hold.</summary>
public sealed record Usage
{
    public required long Users { get; init; }

    public required long ActiveUsers { get; init; }

    /// <summary>Mailboxes that hold what was imported.</summary>
    public required long ImportedMailboxes { get; init; }

    /// <summary>Mailboxes on servers, by how their sync stands.</summary>
    public required IReadOnlyDictionary<SyncState, long> SyncedMailboxes { get; init; }

    /// <summary>When a sync last succeeded; null when none ever did.</summary>
    public DateTimeOffset? LastSync { get; init; }

    public required long Messages { get; init; }

    /// <summary>Messages whose current version the index does not hold.</summary>
    public required long Unindexed { get; init; }

    /// <summary>Mails that were set aside.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Pieces of text with a vector.</summary>
    public required long Chunks { get; init; }

    /// <summary>Bytes of the indexes.</summary>
    public required long IndexBytes { get; init; }
}

/// <summary>Space.</summary>
/// <param name="UsedBytes">What the deployment's data takes up.</param>
/// <param name="FreeBytes">What is left for it; null where that cannot be told.</param>
public sealed record StorageUsage(long UsedBytes, long? FreeBytes);
