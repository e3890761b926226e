using System.Globalization;

namespace InboxMind.Server.Output;

/// <summary>How values look on a terminal and in JSON.</summary>
internal static class Text
{
    public static string Or(string text, string other) => text.Length > 0 ? text : other;

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    public static string Rfc3339(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>In the machine's time zone.</summary>
    public static string Local(DateTimeOffset date) => date.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
