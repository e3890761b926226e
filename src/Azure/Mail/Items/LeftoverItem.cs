namespace InboxMind.Azure.Mail.Items;

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
