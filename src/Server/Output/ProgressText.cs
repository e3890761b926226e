using System.Globalization;
using InboxMind.Core.Import;
using InboxMind.Core.Sync;

namespace InboxMind.Server.Output;

/// <summary>How far an import, a sync or embedding is, in words.</summary>
internal static class ProgressText
{
    /// <summary>One less than the usual terminal has: a line that fills it goes on in the next one.</summary>
    private const int MaxColumns = 79;

    public static string Describe(ImportProgress progress, IMailSource source, TimeSpan elapsed)
    {
        var share = source.TotalBytes == 0 ? 1 : (double)source.BytesRead / source.TotalBytes;
        var left = share > 0.01 ? elapsed / share * (1 - share) : TimeSpan.Zero;
        return Fit(
            Counts(progress.Found, progress.Added, progress.Indexed, progress.ToIndex, progress.Quarantined, elapsed),
            string.Create(CultureInfo.InvariantCulture, $"{share:P0}{Left(left)}"));
    }

    public static string Describe(SyncProgress progress, TimeSpan elapsed)
    {
        var left = progress.Found > 0 ? elapsed * progress.ToFetch / progress.Found : TimeSpan.Zero;
        return Fit(
            Counts(progress.Found, progress.Added, progress.Indexed, progress.ToIndex, progress.Quarantined, elapsed),
            string.Create(CultureInfo.InvariantCulture, $"{progress.ToFetch:N0} to fetch{Left(left)}"));
    }

    /// <summary>How far embedding is.</summary>
    public static string Describe(long embedded, long all, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{embedded:N0} of {all:N0} embedded{Left(embedded > 0 ? elapsed / embedded * (all - embedded) : TimeSpan.Zero)}");

    private static List<string> Counts(long found, long added, long indexed, long toIndex, long setAside, TimeSpan elapsed) =>
    [
        Text.Count(found, "mail"),
        string.Create(CultureInfo.InvariantCulture, $"{added:N0} new"),
        string.Create(CultureInfo.InvariantCulture, $"{indexed:N0} of {toIndex:N0} indexed"),
        string.Create(CultureInfo.InvariantCulture, $"{setAside:N0} set aside"),
        string.Create(CultureInfo.InvariantCulture, $"{found / Math.Max(elapsed.TotalSeconds, 0.001):N0}/s"),
    ];

    /// <summary>What matters least goes first where the line is too long.</summary>
    private static string Fit(List<string> counts, string end)
    {
        foreach (var least in (string[])[counts[3], counts[1], counts[4], counts[2]])
        {
            if (Line().Length <= MaxColumns)
                break;
            counts.Remove(least);
        }

        return Line();

        string Line() => string.Join(", ", [.. counts, end]);
    }

    private static string Left(TimeSpan left)
    {
        var seconds = (long)Math.Ceiling(left.TotalSeconds);
        return seconds <= 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {seconds / 3_600}:{seconds / 60 % 60:00}:{seconds % 60:00} left");
    }
}
