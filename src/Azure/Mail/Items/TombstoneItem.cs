namespace InboxMind.Azure.Mail.Items;

/// <summary>The mark of a mail that a person deleted.</summary>
internal sealed record TombstoneItem : MailItem
{
    public long At { get; init; }
}
