using InboxMind.Core.Sync;
using InboxMind.Core.Work;

namespace InboxMind.Core.Health;

/// <summary>How the whole deployment stands at a moment: numbers only.</summary>
public sealed record DeploymentFigures
{
    /// <summary>The queues.</summary>
    public required IReadOnlyList<QueueStatus> Queues { get; init; }

    /// <summary>How long the mailbox has waited that is due longest; zero when none is. One that was never synced does not count.</summary>
    public required TimeSpan SyncLag { get; init; }

    /// <summary>Mailboxes on servers, by how their sync stands.</summary>
    public required IReadOnlyDictionary<SyncState, long> Mailboxes { get; init; }

    /// <summary>Messages that are stored.</summary>
    public required long Messages { get; init; }

    /// <summary>Messages whose current version the index does not hold.</summary>
    public required long Unindexed { get; init; }

    /// <summary>Messages that wait for vectors, as far as this process has looked.</summary>
    public required long WithoutVectors { get; init; }

    /// <summary>What is left of the disk; null where that cannot be told.</summary>
    public required long? FreeBytes { get; init; }

    /// <summary>How old the youngest of the keys is that sign access tokens; null when there is none yet.</summary>
    public required TimeSpan? KeyAge { get; init; }

    /// <summary>How long the certificate that protects the keys is still valid, below zero when it is not; null when there is
    /// none.</summary>
    public required TimeSpan? CertificateLeft { get; init; }
}
