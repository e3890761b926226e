namespace InboxMind.Core.Mail;

/// <summary>What attachments are, as a person names them.</summary>
[Flags]
public enum AttachmentKinds
{
    None = 0,
    Pdf = 1,

    /// <summary>A text that was written in a word processor, a text file, or a PDF.</summary>
    Document = 2,
    Spreadsheet = 4,
    Presentation = 8,
    Image = 16,
    Audio = 32,
    Video = 64,
    Archive = 128,
    Calendar = 256,

    /// <summary>Another mail.</summary>
    Mail = 512,
}
