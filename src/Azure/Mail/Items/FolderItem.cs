using InboxMind.Core.Sync;

namespace InboxMind.Azure.Mail.Items;

/// <summary>How far a folder is synced.</summary>
internal sealed record FolderItem : MailItem
{
    public required FolderCheckpoint Checkpoint { get; init; }
}
