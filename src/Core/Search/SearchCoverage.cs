using InboxMind.Core.Mail.Attachments;

namespace InboxMind.Core.Search;

/// <summary>What mail there is to be searched, told with what was found.</summary>
/// <param name="Mailboxes">The mailboxes that hold mail, and its folders.</param>
/// <param name="Stored">Messages.</param>
/// <param name="Oldest">When the oldest message was written; null when there is none.</param>
/// <param name="Newest">When the newest was.</param>
/// <param name="WithoutText">Messages that the index does not hold as they are: they are not found yet.</param>
/// <param name="WithoutVectors">Messages that are found by their words and not by their meaning yet.</param>
/// <param name="SetAside">Mails that could not be read, and are not searched.</param>
public sealed record SearchCoverage(
    IReadOnlyList<CoveredMailbox> Mailboxes, long Stored, DateTimeOffset? Oldest, DateTimeOffset? Newest, long WithoutText,
    long WithoutVectors, long SetAside)
{
    /// <summary>How their attachments stand.</summary>
    public AttachmentCounts Attachments { get; init; } = AttachmentCounts.None;

    /// <summary>Mails that are encrypted and could not be read: they are found by their headers alone.</summary>
    public long Encrypted { get; init; }

    public static readonly SearchCoverage None = new([], 0, null, null, 0, 0, 0);
}

/// <summary>A mailbox whose mail is searched.</summary>
/// <param name="Id">The mailbox.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="Folders">The folders in which its mail lies, the first <see cref="DescribeCoverage.MaxFolders"/> by name.</param>
/// <param name="FolderCount">How many there are in all.</param>
public sealed record CoveredMailbox(MailboxId Id, string Name, IReadOnlyList<string> Folders, int FolderCount);
