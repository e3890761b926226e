using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Sync;

namespace InboxMind.Core.Admin;

/// <summary>Figures for administrators: counts, never content.</summary>
public interface IUsage
{
    /// <summary>What the organisations of the scope hold.</summary>
    Task<Usage> ReadAsync(AdminScope scope, CancellationToken cancellation);

    /// <summary>How many questions the users of the scope asked, by how they ended, and how long answers took.</summary>
    /// <param name="scope">Which organisations.</param>
    /// <param name="since">From the full hour on that this is in.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<QuestionUsage> ReadQuestionsAsync(AdminScope scope, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>What each of some days brought, the first of them first.</summary>
    /// <param name="scope">Which organisations.</param>
    /// <param name="first">The first day, in UTC.</param>
    /// <param name="last">The last day.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<DayUsage>> ReadDaysAsync(AdminScope scope, DateOnly first, DateOnly last, CancellationToken cancellation);

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

/// <summary>Questions.</summary>
/// <param name="Outcomes">How many ended in each way; those that none did may be left out.</param>
/// <param name="Steps">Of those answered anew, whether or not the mail held something: how many took each of
/// <see cref="LatencySteps"/>.</param>
/// <param name="Stages">The same of each stage of these answers.</param>
public sealed record QuestionUsage(
    IReadOnlyDictionary<QuestionOutcome, long> Outcomes, IReadOnlyDictionary<int, long> Steps,
    IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> Stages);

/// <summary>What a day brought.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Users">Users at its end, of those that there are now.</param>
/// <param name="Mail">Mails of this date.</param>
/// <param name="Outcomes">How many questions ended in each way; those that none did may be left out.</param>
/// <param name="Tokens">Tokens that chat models were given and wrote.</param>
/// <param name="Cost">What they cost, in millionths of the currency that the prices are in.</param>
public sealed record DayUsage(
    DateOnly Day, long Users, long Mail, IReadOnlyDictionary<QuestionOutcome, long> Outcomes, long Tokens, long Cost);

/// <summary>Space.</summary>
/// <param name="UsedBytes">What the deployment's data takes up.</param>
/// <param name="FreeBytes">What is left for it; null where that cannot be told.</param>
public sealed record StorageUsage(long UsedBytes, long? FreeBytes);
