namespace InboxMind.Core.Index.Conditions;

/// <summary>The parts of a message that are searched by words.</summary>
[Flags]
public enum MailFields
{
    None = 0,
    Subject = 1,
    From = 2,
    To = 4,
    Cc = 8,
    Bcc = 16,
    Text = 32,

    /// <summary>The names of attachments.</summary>
    Attachments = 64,

    Recipients = To | Cc | Bcc,
    People = From | Recipients,
    All = Subject | People | Text | Attachments,
}
