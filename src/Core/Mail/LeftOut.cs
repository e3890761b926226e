namespace InboxMind.Core.Mail;

/// <summary>Why an import leaves a mail out unless asked.</summary>
public enum LeftOut
{
    /// <summary>Its owner deleted it: it is marked so, or Gmail labelled it Trash.</summary>
    Deleted,

    /// <summary>Gmail labelled it Spam.</summary>
    Spam,
}
