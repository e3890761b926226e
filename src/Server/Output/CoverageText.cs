using System.Globalization;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Server.Output;

/// <summary>Says to a person, in one line, how a query was understood and what was searched.</summary>
internal static class CoverageText
{
    private const int MaxNamed = 3;

    public static string Write(QueryReading reading, SearchCoverage coverage)
    {
        var understood = reading.Understood.Length > 0 ? $"Understood as {reading.Understood}. " : "";
        var dates = coverage is { Oldest: { } oldest, Newest: { } newest } ? $", {Text.Day(oldest)} to {Text.Day(newest)}" : "";
        return TerminalText.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{understood}Searched {Text.Count(coverage.Stored, "mail")} of {Mailboxes(coverage)}{dates}{Missing(coverage)}."));
    }

    private static string Mailboxes(SearchCoverage coverage)
    {
        var folders = coverage.Mailboxes.Sum(static m => m.FolderCount);
        var names = string.Join(", ", coverage.Mailboxes.Take(MaxNamed).Select(static m => m.Name));
        var more = coverage.Mailboxes.Count > MaxNamed ? $" and {coverage.Mailboxes.Count - MaxNamed} more" : "";
        return $"{names}{more} ({Text.Count(folders, "folder")})";
    }

    private static string Missing(SearchCoverage coverage) => string.Concat(
        Part(coverage.WithoutText, "not in the index yet"), Part(coverage.WithoutVectors, "found by their words alone so far"),
        Part(coverage.SetAside, "set aside unread"), Part(coverage.Encrypted, "encrypted and not read"),
        Part(coverage.Attachments.Waiting, "with attachments still to be read"));

    private static string Part(long count, string what) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count:N0} {what}");
}
