using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Admin;

/// <summary>What days brought, in SQLite. Each number is a look into a range of an index.</summary>
internal static class SqliteDays
{
    private const int HoursPerDay = 24;
    private const int SecondsPerDay = HoursPerDay * 60 * 60;
    private const long MillisecondsPerDay = SecondsPerDay * 1_000L;

    private static readonly DateOnly Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    public static IReadOnlyList<DayUsage> Read(SqliteSession session, string? organisation, DateOnly first, DateOnly last)
    {
        var (from, end) = (Number(first), Number(last) + 1);
        var users = session.Prepare("SELECT created_at FROM user WHERE ?1 IS NULL OR organisation = ?1")
            .Query(static r => r.GetInt64(0) / MillisecondsPerDay, organisation);

        // By users, since the index by date is one of each user's mail: whoever has mail has a mailbox.
        var mail = session
            .Prepare(
                $"SELECT date / {SecondsPerDay}, COUNT(*) FROM message WHERE user IN (SELECT user FROM mailbox) "
                + $"AND date >= ?2 AND date < ?3 AND {SqliteUsage.In("user")} GROUP BY 1")
            .Query(static r => (Day: r.GetInt64(0), Count: r.GetInt64(1)), organisation, from * SecondsPerDay, end * SecondsPerDay)
            .ToDictionary(static r => r.Day, static r => r.Count);
        var questions = session
            .Prepare(
                $"SELECT hour / {HoursPerDay}, outcome, SUM(count) FROM question_count WHERE hour >= ?2 AND hour < ?3 "
                + $"AND {SqliteUsage.In("user")} GROUP BY 1, 2")
            .Query(
                static r => (Day: r.GetInt64(0), Outcome: Enum.Parse<QuestionOutcome>(r.GetString(1)), Count: r.GetInt64(2)), organisation,
                from * HoursPerDay, end * HoursPerDay)
            .ToLookup(static r => r.Day);
        var spent = session
            .Prepare(
                $"SELECT hour / {HoursPerDay}, SUM(tokens), SUM(cost) FROM spending WHERE hour >= ?2 AND hour < ?3 "
                + $"AND {SqliteUsage.In("user")} GROUP BY 1")
            .Query(
                static r => (Day: r.GetInt64(0), Tokens: r.GetInt64(1), Cost: r.GetInt64(2)), organisation, from * HoursPerDay,
                end * HoursPerDay)
            .ToDictionary(static r => r.Day);
        return
        [
            .. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(n => first.AddDays(n)).Select(day => new DayUsage(
                day, users.Count(at => at <= Number(day)), mail.GetValueOrDefault(Number(day)),
                questions[Number(day)].ToDictionary(static q => q.Outcome, static q => q.Count),
                spent.GetValueOrDefault(Number(day)).Tokens, spent.GetValueOrDefault(Number(day)).Cost)),
        ];
    }

    /// <summary>Days since 1970.</summary>
    private static long Number(DateOnly day) => day.DayNumber - Epoch.DayNumber;
}
