namespace InboxMind.Azure.Mail.Items;

/// <summary>A thread that turned out to be another.</summary>
internal sealed record AliasItem : MailItem
{
    public required string Thread { get; init; }

    /// <summary>The thread it joined.</summary>
    public required string Root { get; init; }

    public long Age { get; init; }
}
