using System.Globalization;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Days as a prompt writes them: 2026-03-09.</summary>
internal static class PromptDay
{
    /// <summary>The day; the first of all when it is none.</summary>
    public static DateOnly Read(string iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;
}
