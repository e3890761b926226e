namespace InboxMind.Azure.Mail.Items;

/// <summary>What is known of a user's mail as a whole. Every change of mail replaces it as it was read, so that changes of one user come
/// one
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
