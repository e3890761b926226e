namespace InboxMind.Azure.Mail.Items;

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
