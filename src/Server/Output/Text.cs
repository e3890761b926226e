using System.Globalization;

namespace InboxMind.Server.Output;

/// <summary>How values look on a terminal and in JSON.</summary>
internal static class Text
{
    public static string Or(string text, string other) => text.Length > 0 ? text : other;

    /// <summary>A number of things: "1 mail", "1,200 mails".</summary>
    public static string Count(long number, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {one}{(number == 1 ? "" : "s")}");

    /// <summary>The day in the machine's time zone.</summary>
    public static string Day(DateTimeOffset date) => date.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>On one line, whatever line ends it holds.</summary>
    public static string Line(string text) => text.AsSpan().ContainsAny('\r', '\n') ? text.ReplaceLineEndings(" ") : text;

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    public static string Rfc3339(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>In the machine's time zone.</summary>
    public static string Local(DateTimeOffset date) => date.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
