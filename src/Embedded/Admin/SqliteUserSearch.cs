using InboxMind.Core.Admin;
using InboxMind.Embedded.Accounts;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Admin;

/// <summary>Finds users in SQLite.</summary>
internal sealed class SqliteUserSearch(MainDatabase database) : IUserSearch
{
    /// <summary>?1 is the scope's organisation, or null for all; ?2 a pattern.</summary>
    private const string Matches =
        "WHERE (?1 IS NULL OR organisation = ?1) AND (?2 IS NULL OR email LIKE ?2 ESCAPE '\\' OR display_name LIKE ?2 ESCAPE '\\') ";

    public Task<IReadOnlyList<User>> SearchAsync(
        AdminScope scope, string? text, UserId? after, int skip, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<User>>(database.Sqlite.Read(session => session
            .Prepare(SqliteUserStore.Columns + Matches + "AND id > ?3 ORDER BY id LIMIT ?4 OFFSET ?5")
            .Query(SqliteUserStore.Read, scope.Organisation?.Value, Pattern(text), after?.Value ?? "", limit, skip)));

    public Task<long> CountAsync(AdminScope scope, string? text, CancellationToken cancellation) => Task.FromResult(
        database.Sqlite.Read(session => session.Prepare("SELECT COUNT(*) FROM user " + Matches)
            .Scalar(scope.Organisation?.Value, Pattern(text)) is long count ? count : 0));

    private static string? Pattern(string? text) => text is null
        ? null
        : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)}%";
}
