namespace InboxMind.Core.Import;

/// <summary>What an import did. <c>Found = Added + Known + Quarantined</c>.</summary>
/// <param name="Found">Mails seen in the files.</param>
/// <param name="Added">Messages that were not stored before.</param>
/// <param name="Known">Messages that were.</param>
/// <param name="Quarantined">Mails that could not be read and were set aside.</param>
/// <param name="Indexed">Messages this import brought into the index or waited for.</param>
public sealed record ImportSummary(long Found, long Added, long Known, long Quarantined, long Indexed);
