using InboxMind.Core.Sync;

namespace InboxMind.Azure.Mail.Items;

/// <summary>An item of a user's partition.</summary>
internal abstract record MailItem
{
    /// <summary>Whose it is: the key of the partition.</summary>
    public required string User { get; init; }

    public required string Id { get; init; }
}

/// <summary>What is known of a user's mail as a whole. Every change of mail replaces it as it was read, so that changes of one user come one
/// after another, whichever instance makes them.</summary>
internal sealed record LedgerItem : MailItem
{
    /// <summary>Names of the last changes, by which one that was made is recognised when the answer to it was lost.</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Whether the users with mail list this one.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Whether the users with work list this one.</summary>
    public bool IsListed { get; init; }

    /// <summary>Messages.</summary>
    public long Stored { get; init; }

    /// <summary>Messages that the index lacks.</summary>
    public long Waiting { get; init; }

    /// <summary>Messages that the index may hold too much.</summary>
    public long Removed { get; init; }

    /// <summary>Mails set aside.</summary>
    public long Aside { get; init; }

    /// <summary>Items that say what is to be deleted from blobs.</summary>
    public long Leftovers { get; init; }

    /// <summary>Numbers given to threads and to mails set aside, in the order they came.</summary>
    public long Next { get; init; }

    /// <summary>Advances when raw mail is about to be deleted.</summary>
    public long Ticks { get; init; }

    public string? IndexId { get; init; }

    public long IndexRevision { get; init; }

    public bool IsRebuilding { get; init; }

    /// <summary>Messages of each mailbox, by its id.</summary>
    public IReadOnlyDictionary<string, BoxCounts> Boxes { get; init; } = new Dictionary<string, BoxCounts>();

    /// <summary>The key that marks of deleted mail are made with.</summary>
    public byte[]? TombstoneKey { get; init; }
}

/// <summary>Messages of a mailbox.</summary>
/// <param name="Stored">All.</param>
/// <param name="Pending">Those that the index lacks.</param>
internal readonly record struct BoxCounts(long Stored, long Pending);

/// <summary>A message. Where changes are made it is read without its content, and only what changes is written
/// again.</summary>
internal sealed record MessageItem : MailItem
{
    /// <summary>The thread it was stored in; which may be an alias by now.</summary>
    public required string Thread { get; init; }

    /// <summary>By date and id.</summary>
    public required string Sort { get; init; }

    /// <summary>When it was stored, in milliseconds.</summary>
    public long At { get; init; }

    /// <summary><see cref="At"/> while the index lacks it.</summary>
    public long? Pending { get; init; }

    public long Version { get; init; } = 1;

    public long Indexed { get; init; }

    /// <summary>Names of the folders it lies in and their last parts, in lower case.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>The first of the mailboxes it lies in, by id.</summary>
    public string? Mailbox { get; init; }

    public MessagePlaces Places { get; init; } = MessagePlaces.None;

    /// <summary>Whether it has an attachment.</summary>
    public bool Attached { get; init; }

    /// <summary>The hash of its Message-ID; null when it has none.</summary>
    public string? Known { get; init; }

    public string MessageId { get; init; } = "";

    public long Size { get; init; }

    public string? Subject { get; init; }

    /// <summary>What no query looks into, as JSON; null when it lies in a blob.</summary>
    public string? Details { get; init; }

    /// <summary>The text, compressed; null when it lies in a blob.</summary>
    public byte[]? Text { get; init; }

    /// <summary>Its length in bytes of UTF-8.</summary>
    public int TextLength { get; init; }

    /// <summary>Which parts of it lie in blobs beside the raw mail.</summary>
    public ApartParts Apart { get; init; }

    public bool IsPending => Indexed < Version;
}

/// <summary>Parts of a message that are too long for its item.</summary>
[Flags]
internal enum ApartParts
{
    None = 0,
    Text = 1,
    Details = 2,
}

/// <summary>Where a message lies.</summary>
internal sealed record PlaceItem : MailItem
{
    public required string Box { get; init; }

    public required string Folder { get; init; }

    public long Validity { get; init; }

    public long Uid { get; init; }

    /// <summary>The message.</summary>
    public required string Message { get; init; }

    public int Flags { get; init; }

    public string? RemoteId { get; init; }

    /// <summary>The hash of mailbox and <see cref="RemoteId"/>.</summary>
    public string? Remote { get; init; }

    public string Labels { get; init; } = "";
}

/// <summary>The thread that a Message-ID leads to.</summary>
internal sealed record ReferenceItem : MailItem
{
    public required string Thread { get; init; }

    /// <summary>Smaller for older threads.</summary>
    public long Age { get; init; }
}

/// <summary>A thread that turned out to be another.</summary>
internal sealed record AliasItem : MailItem
{
    public required string Thread { get; init; }

    /// <summary>The thread it joined.</summary>
    public required string Root { get; init; }

    public long Age { get; init; }
}

/// <summary>The mark of a mail that a person deleted.</summary>
internal sealed record TombstoneItem : MailItem
{
    public long At { get; init; }
}

/// <summary>A message that is gone, and that the index may hold.</summary>
internal sealed record RemovedItem : MailItem
{
    /// <summary>When it went, in milliseconds.</summary>
    public long Pending { get; init; }
}

/// <summary>Blobs to delete, from a time on, unless they are wanted again: those of a message that is gone or whose storing was
/// begun.</summary>
internal sealed record LeftoverItem : MailItem
{
    /// <summary>The messages.</summary>
    public IReadOnlyList<string> Mails { get; init; } = [];

    /// <summary>Whether some of them have more blobs than their raw mail.</summary>
    public bool HasParts { get; init; }

    /// <summary>In milliseconds.</summary>
    public long Due { get; init; }
}

/// <summary>A mail that was set aside.</summary>
internal sealed record AsideItem : MailItem
{
    public required string Box { get; init; }

    public string Source { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset SetAt { get; init; }

    /// <summary>The order in which they came.</summary>
    public long Turn { get; init; }

    /// <summary>The order of a list within its mailbox.</summary>
    public required string Listed { get; init; }

    /// <summary>Where on its server it lies, as places are named; null when it was imported.</summary>
    public string? Place { get; init; }

    /// <summary>Whether its bytes are in a blob; else it has none.</summary>
    public bool HasRaw { get; init; }
}

/// <summary>A mailbox: its settings, how its sync stands, and who syncs it.</summary>
internal sealed record MailboxItem : MailItem
{
    public required string Name { get; init; }

    /// <summary>Null when the user has no such mailbox (any more).</summary>
    public MailboxSettings? Settings { get; init; }

    /// <summary>Null when it was never synced.</summary>
    public SyncRecord? Record { get; init; }

    public LeaseState? Lease { get; init; }
}

/// <summary>What a person chose of a mailbox.</summary>
internal sealed record MailboxSettings(MailboxKind Kind, string Name, ImapConnection? Connection, SyncChoice Sync);

/// <summary>Who syncs a mailbox.</summary>
/// <param name="Holder">Null when it was given back.</param>
/// <param name="Fence">Its number.</param>
/// <param name="Expires">Until when.</param>
internal sealed record LeaseState(string? Holder, long Fence, DateTimeOffset Expires);

/// <summary>How far a folder is synced.</summary>
internal sealed record FolderItem : MailItem
{
    public required FolderCheckpoint Checkpoint { get; init; }
}
