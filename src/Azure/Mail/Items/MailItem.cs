namespace InboxMind.Azure.Mail.Items;

/// <summary>An item of a user's partition.</summary>
internal abstract record MailItem
{
    /// <summary>Whose it is: the key of the partition.</summary>
    public required string User { get; init; }

    public required string Id { get; init; }
}
