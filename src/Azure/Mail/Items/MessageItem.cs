namespace InboxMind.Azure.Mail.Items;

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

    /// <summary>The version that read it, negative when it could not; 0, and not there at all, is before there was one.</summary>
    public int Reading { get; init; }

    public bool IsPending => Indexed < Version;
}
