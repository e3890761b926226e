using System.Globalization;
using InboxMind.Core.Import;
using InboxMind.Core.Sync;

namespace InboxMind.Server.Output;

/// <summary>How far an import or a sync is, in words.</summary>
internal static class ProgressText
{
    public static string Describe(ImportProgress progress, IMailSource source, TimeSpan elapsed)
    {
        var share = source.TotalBytes == 0 ? 1 : (double)source.BytesRead / source.TotalBytes;
        var left = share > 0.01 ? elapsed / share * (1 - share) : TimeSpan.Zero;
        var counts = Counts(progress.Found, progress.Added, progress.Indexed, progress.ToIndex, progress.Quarantined, elapsed);
        return string.Create(CultureInfo.InvariantCulture, $"{counts}, {share:P0}{Left(left)}");
    }

    public static string Describe(SyncProgress progress, TimeSpan elapsed)
    {
        var left = progress.Found > 0 ? elapsed * progress.ToFetch / progress.Found : TimeSpan.Zero;
        var counts = Counts(progress.Found, progress.Added, progress.Indexed, progress.ToIndex, progress.Quarantined, elapsed);
        return string.Create(CultureInfo.InvariantCulture, $"{counts}, {progress.ToFetch:N0} to fetch{Left(left)}");
    }

    private static string Counts(long found, long added, long indexed, long toIndex, long setAside, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{found:N0} mails, {added:N0} new, {indexed:N0} of {toIndex:N0} indexed, {setAside:N0} set aside, "
        + $"{found / Math.Max(elapsed.TotalSeconds, 0.001):N0}/s");

    private static string Left(TimeSpan left)
    {
        var seconds = (long)Math.Ceiling(left.TotalSeconds);
        return seconds <= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {seconds / 3_600}:{seconds / 60 % 60:00}:{seconds % 60:00} left");
    }
}
