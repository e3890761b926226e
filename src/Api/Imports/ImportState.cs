using InboxMind.Core.Import;

namespace InboxMind.Api.Imports;

/// <summary>How far an import is: mails found in the file, those added, known before and set aside, those the index holds, bytes read of
/// <c>total_bytes</c>; and those left out because their owner deleted them, or Gmail took them for spam.</summary>
internal sealed record ImportState(
    long Found, long Added, long Known, long Quarantined, long Indexed, long BytesRead, long TotalBytes, long LeftOutDeleted,
    long LeftOutSpam)
{
    public static ImportState From(ImportProgress progress, MailFiles source) => new(
        progress.Found, progress.Added, progress.Known, progress.Quarantined, progress.Indexed, source.BytesRead, source.TotalBytes,
        source.Notes.Deleted, source.Notes.Spam);
}
