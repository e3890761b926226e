namespace InboxMind.Core.Import;

/// <summary>A file that holds mail.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Format">What it is.</param>
/// <param name="Folder">The mail folder its mail belongs to.</param>
/// <param name="Flags">The mail's flags, as the file's name says them.</param>
/// <param name="Length">Its length in bytes.</param>
internal sealed record MailFile(string Path, MailFormat Format, string Folder, MailFlags Flags, long Length);
