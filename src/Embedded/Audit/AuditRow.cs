using InboxMind.Core.Audit;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Audit;

/// <summary>Reads entries whatever their rows hold: a damaged row is shown as such, and does not stop the others from being
/// read.</summary>
internal static class AuditRow
{
    /// <summary>The first and the last millisecond that a time can have.</summary>
    public static readonly long FirstMillisecond = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    public static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>An entry in columns from <paramref name="first"/> on, in the order of the table.</summary>
    public static AuditEntry Read(SqliteRow row, int first) => new(
        row.GetInt64(first),
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(row.GetInt64(first + 1), FirstMillisecond, LastMillisecond)),
        Word(row.GetString(first + 2), AuditKind.Unknown), row.GetString(first + 3), row.GetString(first + 4), row.GetString(first + 5),
        row.GetString(first + 6), Word(row.GetString(first + 7), AuditOutcome.Unknown), row.GetString(first + 8));

    /// <summary>A number is not a word, though it would be parsed.</summary>
    private static T Word<T>(string text, T unknown)
        where T : struct, Enum => Enum.TryParse<T>(text, out var word) && word.ToString() == text ? word : unknown;
}
