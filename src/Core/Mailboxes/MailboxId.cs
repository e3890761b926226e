namespace InboxMind.Core.Mailboxes;

/// <summary>Names a mailbox of one user. Unique within the user.</summary>
public readonly record struct MailboxId(string Value)
{
    /// <summary>The mailbox that holds what was imported from files.</summary>
    public static readonly MailboxId Imported = new("imported");

    public override string ToString() => Value;
}
