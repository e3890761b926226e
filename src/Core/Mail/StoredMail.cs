namespace InboxMind.Core.Mail;

/// <summary>A message as the store holds it.</summary>
/// <param name="Message">The content.</param>
/// <param name="Thread">The thread it belongs to now.</param>
/// <param name="Folders">The distinct folders it lies in, over all mailboxes of the user.</param>
/// <param name="Version">Advances with each change that the index must see.</param>
/// <param name="IndexedVersion">The version the index holds; 0 when it holds none.</param>
public sealed record StoredMail(MailMessage Message, ThreadId Thread, IReadOnlyList<string> Folders, long Version, long IndexedVersion)
{
    /// <summary>Every flag that it has in at least one place.</summary>
    public MailFlags Flags { get; init; }

    public bool IsIndexed => IndexedVersion >= Version;
}
