namespace InboxMind.Core.Mail;

/// <summary>What kind of mail a message is, told by its own headers and form. docs/search.md has the rules.</summary>
public enum MailKind
{
    /// <summary>Written by a person to people: what is nothing else.</summary>
    Person,

    /// <summary>Written to a mailing list on which people discuss.</summary>
    List,

    /// <summary>Sent to many: newsletters and advertising.</summary>
    Bulk,

    /// <summary>Sent by a machine about something that happened: alerts, codes, notifications, automatic replies.</summary>
    Notice,

    /// <summary>An appointment, its answer, or that it is cancelled.</summary>
    Invitation,

    /// <summary>A mail server's report on a mail that it could not deliver, or not yet.</summary>
    Bounce,

    /// <summary>Sent by a machine about an order, a booking, a delivery, a bill or a payment.</summary>
    Receipt,
}
