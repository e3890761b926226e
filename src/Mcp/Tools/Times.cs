using System.Globalization;

namespace InboxMind.Mcp.Tools;

/// <summary>Writes times: RFC 3339, in UTC.</summary>
internal static class Times
{
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Write(DateTimeOffset? time) => time is { } known ? Write(known) : null;
}
