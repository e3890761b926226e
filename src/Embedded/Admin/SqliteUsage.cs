using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Sync;
using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Admin;

/// <summary>Counts in SQLite. Users' indexes are looked into one by one.</summary>
internal sealed class SqliteUsage(MainDatabase database, IndexFiles indexes, DataFolder folder) : IUsage
{
    public Task<Usage> ReadAsync(AdminScope scope, CancellationToken cancellation)
    {
        var (usage, users) = database.Sqlite.Read(session => Read(session, scope));
        long chunks = 0, bytes = 0;
        foreach (var user in users ?? indexes.Users())
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var size = indexes.SizeOf(new Owner(user));
                (chunks, bytes) = (chunks + size.Chunks, bytes + size.Bytes);
            }
            catch (SqliteException)
            {
                // One that cannot be read is told by the health of the index.
            }
        }

        return Task.FromResult(usage with { Chunks = chunks, IndexBytes = bytes });
    }

    public Task<QuestionUsage> ReadQuestionsAsync(AdminScope scope, DateTimeOffset since, CancellationToken cancellation)
    {
        var (organisation, hour) = (scope.Organisation?.Value, SqliteQuestionCounts.Hour(since));
        return Task.FromResult(database.Sqlite.Read(session =>
        {
            var rows = session
                .Prepare(
                    "SELECT outcome, step, SUM(count) FROM question_count WHERE hour >= ?2 AND " + In("user") + " GROUP BY outcome, step")
                .Query(
                    static r => (Outcome: Enum.Parse<QuestionOutcome>(r.GetString(0)), Step: r.GetInt32(1), Count: r.GetInt64(2)),
                    organisation, hour);
            var stages = session
                .Prepare("SELECT stage, step, SUM(count) FROM stage_count WHERE hour >= ?2 AND " + In("user") + " GROUP BY stage, step")
                .Query(static r => (Stage: r.GetString(0), Step: r.GetInt32(1), Count: r.GetInt64(2)), organisation, hour);
            return new QuestionUsage(
                rows.GroupBy(static r => r.Outcome).ToDictionary(static g => g.Key, static g => g.Sum(static r => r.Count)),
                rows.Where(static r => r.Outcome is QuestionOutcome.Answered or QuestionOutcome.NotFound)
                    .GroupBy(static r => r.Step).ToDictionary(static g => g.Key, static g => g.Sum(static r => r.Count)),
                stages.GroupBy(static r => r.Stage).ToDictionary(
                    static g => g.Key,
                    static IReadOnlyDictionary<int, long> (g) => g.ToDictionary(static r => r.Step, static r => r.Count)));
        }));
    }

    public Task<IReadOnlyList<DayUsage>> ReadDaysAsync(
        AdminScope scope, DateOnly first, DateOnly last, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => SqliteDays.Read(session, scope.Organisation?.Value, first, last)));

    public Task<StorageUsage> ReadStorageAsync(CancellationToken cancellation)
    {
        var used = 0L;
        foreach (var file in new DirectoryInfo(folder.Root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                used += file.Length;
            }
            catch (FileNotFoundException)
            {
                // Gone since it was listed.
            }
        }

        return Task.FromResult(new StorageUsage(used, folder.FreeBytes()));
    }

    /// <returns>The figures without the indexes', and whose indexes belong to the scope; null for everyone's.</returns>
    private static (Usage Usage, List<UserId>? Users) Read(SqliteSession session, AdminScope scope)
    {
        var organisation = scope.Organisation?.Value;
        var states = Enum.GetValues<SyncState>().ToDictionary(static s => s, static _ => 0L);
        foreach (var (state, count) in session
            .Prepare(
                "SELECT COALESCE(s.state, 'New'), COUNT(*) FROM mailbox m LEFT JOIN sync_mailbox s ON s.user = m.user AND s.mailbox = m.id "
                + "WHERE m.kind = 'Imap' AND " + In("m.user") + " GROUP BY 1")
            .Query(static r => (r.GetString(0), r.GetInt64(1)), organisation))
            states[Enum.Parse<SyncState>(state)] += count;
        var last = Count(session, "MAX(last_success) FROM sync_mailbox WHERE " + In("user"), organisation);
        var usage = new Usage
        {
            Users = Count(session, "COUNT(*) FROM user WHERE ?1 IS NULL OR organisation = ?1", organisation),
            ActiveUsers = Count(session, "COUNT(*) FROM user WHERE active AND (?1 IS NULL OR organisation = ?1)", organisation),
            ImportedMailboxes = Count(session, "COUNT(*) FROM mailbox WHERE kind = 'Import' AND " + In("user"), organisation),
            SyncedMailboxes = states,
            LastSync = last == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(last),
            Messages = Count(session, "COUNT(*) FROM message WHERE " + In("user"), organisation),
            Unindexed = Count(session, "COUNT(*) FROM message WHERE indexed_version < version AND " + In("user"), organisation),
            Quarantined = Count(session, "COUNT(*) FROM quarantine WHERE " + In("user"), organisation),
            Chunks = 0,
            IndexBytes = 0,
        };
        return (usage, organisation is null
            ? null
            : session.Prepare("SELECT id FROM user WHERE organisation = ?1").Query(static r => new UserId(r.GetString(0)), organisation));
    }

    internal static string In(string user) => $"(?1 IS NULL OR {user} IN (SELECT id FROM user WHERE organisation = ?1))";

    private static long Count(SqliteSession session, string what, string? organisation) =>
        session.Prepare("SELECT " + what).Scalar(organisation) is long count ? count : 0;
}
