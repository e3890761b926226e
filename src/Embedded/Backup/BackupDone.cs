namespace InboxMind.Embedded.Backup;

/// <summary>What was backed up or put back.</summary>
/// <param name="Files">Files.</param>
/// <param name="Bytes">Their length.</param>
/// <param name="Messages">Mails in the database.</param>
/// <param name="MadeAt">When the backup was begun.</param>
/// <param name="LeftOut">Index files that were damaged and are not in the backup; they are built again from the mail.</param>
public sealed record BackupDone(int Files, long Bytes, long Messages, DateTimeOffset MadeAt, int LeftOut);
