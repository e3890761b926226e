namespace InboxMind.Core.Mail.Attachments;

/// <summary>Which version of reading attachments this program has. What an earlier one read is read again.</summary>
public static class AttachmentVersion
{
    /// <summary>Raised by every change that reads other text of some attachment.</summary>
    public const int Current = 1;
}
