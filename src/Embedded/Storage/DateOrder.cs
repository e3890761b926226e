using System.Globalization;

namespace InboxMind.Embedded.Storage;

/// <summary>A list by (date, id) in SQL, for a table <c>m</c> that has both.</summary>
internal static class DateOrder
{
    public const string Columns = "m.date, m.id";

    /// <summary>The conditions of a range, beginning with AND, its order, and how much of it.</summary>
    public static string Sql(MailRange range, SqlValues values)
    {
        var (compare, direction) = range.OldestFirst ? (">", "ASC") : ("<", "DESC");
        var after = range.After is { } position
            ? $" AND (m.date, m.id) {compare} ({values.Add(position.Date.ToUnixTimeSeconds())}, {values.Add(position.Id.Value)})"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{after} ORDER BY m.date {direction}, m.id {direction} LIMIT {values.Add(range.Limit)} OFFSET {values.Add(range.Skip)}");
    }

    public static MailPosition Read(SqliteRow row) =>
        new(DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), new EmailId(row.GetString(1)));

    /// <summary>The first whole second at or after a moment: mails have dates of whole seconds.</summary>
    public static long FromSecond(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds() + (moment.Ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
}
